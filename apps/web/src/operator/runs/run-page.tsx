// One run, live: how far it is, what failed, what it changed, and what can be done to it.
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ApiProblem } from '../../api/api.ts';
import { MissingPage } from '../../frame/missing-page.tsx';
import { PageLoading } from '../../frame/page-loading.tsx';
import { usePageTitle } from '../../frame/page-title.ts';
import { Problem } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { RunDetail } from '../answers.ts';
import { shopsQuery } from '../shops/shops-query.ts';
import { When } from '../when.tsx';
import { FailureGroups } from './failure-groups.tsx';
import { useRun, useRunEvents } from './follow-run.ts';
import { RunButtons } from './run-buttons.tsx';
import { RunChanges } from './run-changes.tsx';
import { RunProgressPanel } from './run-progress.tsx';
import { RunState } from './run-state.tsx';
import './runs.css';

export function RunPage() {
  const { runId = '' } = useParams();
  const { data: run, error, refetch } = useRun(runId);
  if (run) return <OneRun key={run.id} run={run} />;
  if (!error) return <PageLoading />;
  if (error instanceof ApiProblem && error.status === 404)
    return <MissingPage message={operatorStrings.runs.missing} />;
  return <Problem message={error.message} onRetry={refetch} />;
}

function OneRun({ run }: { run: RunDetail }) {
  const { runs } = operatorStrings;
  const { rates, isCutOff } = useRunEvents(String(run.id), run.state !== 'ended');
  const shop = useQuery(shopsQuery).data?.shops.find(({ id }) => id === run.shopId);
  usePageTitle(`${runs.run(run.id)} · ${operatorStrings.title}`);
  return (
    <article id="results" tabIndex={-1}>
      <header className="run-head">
        <div>
          <h2>
            {runs.run(run.id)} {shop && <span className="run-shop">{shop.name}</span>}
          </h2>
          <p className="desk-soft">
            {runs.modes[run.mode]} · {runs.startedBy(run.startedBy)} · <When at={run.startedAt} />
          </p>
        </div>
        <p role="status">
          <RunState run={run} />
        </p>
        <RunButtons run={run} />
      </header>
      {run.reason && (
        <p className={run.outcome === 'failed' ? 'desk-note desk-note-bad' : 'desk-note'}>
          {operatorStrings.reason(run.reason)}
        </p>
      )}
      {isCutOff && <p className="desk-note">{runs.cutOff}</p>}
      <RunProgressPanel run={run} rates={rates} />
      <FailureGroups run={run} />
      <RunChanges run={run} />
    </article>
  );
}
