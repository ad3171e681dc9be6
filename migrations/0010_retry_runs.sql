-- Runs that ask again for the pages of an earlier run that failed for one reason.

alter table runs
  drop constraint runs_mode_check,
  add constraint runs_mode_check check (mode in ('incremental', 'full', 'reparse', 'photos', 'retry'));
