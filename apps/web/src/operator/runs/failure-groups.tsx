// Why pages and photos failed, grouped, each with examples and a way to ask for the group again.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { safeShopUrl } from '../../frame/safe-url.ts';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Retry, RunDetail } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount } from '../times.ts';

interface Group {
  reason: string;
  count: number;
  /** Can be asked again. */
  open: number;
  /** Is being asked again. */
  waiting: number;
  examples: string[];
}

export function FailureGroups({ run }: { run: RunDetail }) {
  const { failures } = operatorStrings.runs;
  const photos = run.photoFailures.map((group) => ({ ...group, open: group.count, waiting: 0 }));
  if (run.failures.length + photos.length === 0) return null;
  return (
    <section className="desk-section" aria-labelledby="run-failures">
      <h3 id="run-failures">{failures.title}</h3>
      {run.failures.length > 0 && <GroupList run={run} of="pages" groups={run.failures} />}
      {photos.length > 0 && (
        <>
          <h4>{failures.photos}</h4>
          <GroupList run={run} of="photos" groups={photos} />
        </>
      )}
    </section>
  );
}

function GroupList({ run, of, groups }: { run: RunDetail; of: 'pages' | 'photos'; groups: Group[] }) {
  return (
    <ul className="failure-groups">
      {groups.map((group) => (
        <FailureGroup key={group.reason} run={run} of={of} group={group} />
      ))}
    </ul>
  );
}

function FailureGroup({ run, of, group }: { run: RunDetail; of: 'pages' | 'photos'; group: Group }) {
  const { failures } = operatorStrings.runs;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { reason, count, open, waiting, examples } = group;
  const retry = useMutation({
    mutationFn: () =>
      askOperator<Retry>(`/api/runs/${run.id}/retry`, { method: 'POST', body: { reason, of } }),
    onSuccess({ run: asking, isNew }) {
      void client.invalidateQueries({ queryKey: ['operator'] });
      if (isNew) void navigate(`/operator/runs/${asking.id}`);
    },
  });
  return (
    <li className="failure-group">
      <div className="failure-head">
        <p>
          <strong className="failure-count">{amount(count)}</strong>{' '}
          <span>{operatorStrings.reason(reason)}</span>
        </p>
        {open > 0 && run.state !== 'cancelling' && (
          <button
            type="button"
            className="button button-small"
            disabled={retry.isPending}
            aria-label={failures.retryLabel(operatorStrings.reason(reason))}
            onClick={() => retry.mutate()}
          >
            {retry.isPending ? failures.retrying : failures.retry}
          </button>
        )}
      </div>
      {waiting > 0 && <p className="desk-soft">{failures.waiting(waiting)}</p>}
      {open === 0 && waiting === 0 && <p className="desk-soft">{failures.visitedSince}</p>}
      {retry.error && (
        <p className="desk-wrong" role="alert">
          {retry.error.message}
        </p>
      )}
      {examples.length > 0 && (
        <details className="failure-examples">
          <summary>{failures.examples(examples.length)}</summary>
          <ul>
            {examples.map((url) => (
              <li key={url}>
                <Example url={url} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Example({ url }: { url: string }) {
  const safe = safeShopUrl(url);
  if (safe === null) return <span>{url}</span>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {url}
    </a>
  );
}
