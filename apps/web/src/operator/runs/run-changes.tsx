// What a run changed, as cards: new, dearer, cheaper, gone.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { RunChanges as Changes, RunDetail } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount } from '../times.ts';
import { ChangeCard } from './change-card.tsx';
import { type ChangeKind, changeKinds } from './change-kinds.ts';

const names = Object.keys(changeKinds) as ChangeKind[];

const pageSize = 24;
const lookAgainMs = 3_000;
const changesKey = (runId: number, kind: ChangeKind) => ['operator', 'changes', runId, kind];

export function RunChanges({ run }: { run: RunDetail }) {
  const [params, setParams] = useSearchParams();
  const counts = {
    new: run.counts.newProducts ?? 0,
    ...run.priceChanges,
    gone: run.counts.gone ?? 0,
  };
  const { changes } = operatorStrings.runs;
  const asked = names.find((name) => name === params.get('show'));
  const shown = asked ?? names.find((name) => counts[name] > 0) ?? 'new';
  return (
    <section className="desk-section" aria-labelledby="run-changes">
      <h3 id="run-changes">{changes.title}</h3>
      <fieldset className="desk-choices">
        <legend className="unseen">{changes.title}</legend>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={name === shown}
            onClick={() => setParams({ show: name }, { replace: true, preventScrollReset: true })}
          >
            {changes.kinds[name]} <span className="chip-count">{amount(counts[name])}</span>
          </button>
        ))}
      </fieldset>
      <ChangeList key={shown} run={run} kind={shown} />
    </section>
  );
}

function ChangeList({ run, kind }: { run: RunDetail; kind: ChangeKind }) {
  const { changes } = operatorStrings.runs;
  const client = useQueryClient();
  // Photos of new products come in later than the products.
  const isMoving = run.state === 'running' || run.photos.missing > 0;
  const list = useInfiniteQuery({
    queryKey: changesKey(run.id, kind),
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      const path = `/api/runs/${run.id}/changes?${changeKinds[kind]}&limit=${pageSize}${cursor}`;
      return askOperator<Changes>(path, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
    refetchInterval: isMoving ? lookAgainMs : false,
  });
  // What came between the latest look and the end would be missing for good.
  useEffect(() => {
    if (!isMoving) return;
    return () => void client.invalidateQueries({ queryKey: changesKey(run.id, kind) });
  }, [client, isMoving, run.id, kind]);
  const all = list.data?.pages.flatMap((page) => page.changes) ?? [];
  if (list.isPending) return <p className="desk-soft change-room">{changes.loading}</p>;
  if (list.error && all.length === 0)
    return (
      <p className="desk-wrong" role="alert">
        {list.error.message}
      </p>
    );
  if (all.length === 0) return <p className="desk-soft change-room">{changes.none[kind]}</p>;
  return (
    <>
      <ul className="change-grid">
        {all.map((change) => (
          <li key={change.productId}>
            <ChangeCard change={change} kind={kind} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p className="grid-more">
          <button
            type="button"
            className="button"
            disabled={list.isFetchingNextPage}
            onClick={() => list.fetchNextPage()}
          >
            {changes.more}
          </button>
        </p>
      )}
    </>
  );
}
