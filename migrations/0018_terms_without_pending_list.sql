-- What a count of the vocabulary adds goes into the index itself. Left in GIN's pending list, where it stayed until a vacuum, it was
-- read by every lookup of a word: a search by words over 20,000 products took 77 ms instead of 10.
alter index terms_key_idx set (fastupdate = off);
select gin_clean_pending_list('terms_key_idx');
