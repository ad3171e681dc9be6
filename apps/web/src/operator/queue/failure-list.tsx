// What failed, by reason: what a sweep tries again by itself, and photos that were given up for good.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { FailureGroup as Group } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { FailureGroup } from './failure-group.tsx';
import { HandleButtons } from './handle-buttons.tsx';
import { failuresKey } from './queue-keys.ts';

const lookAgainMs = 5_000;

/** @param failed how many the queues count: another number, and the groups are asked for again */
export function FailureList({ failed }: { failed: number }) {
  const { data, error } = useQuery({
    queryKey: [...failuresKey, 'groups', failed],
    queryFn: ({ signal }) => askOperator<{ groups: Group[] }>('/api/failures', { signal }),
    staleTime: 0,
    refetchInterval: lookAgainMs,
    placeholderData: keepPreviousData,
  });
  const { failures: texts } = operatorStrings.queue;
  const groups = data?.groups ?? [];
  return (
    <section className="desk-section" aria-labelledby="queue-failures">
      <h3 id="queue-failures">{texts.title}</h3>
      {error && (
        <p className="desk-wrong" role="alert">
          {error.message}
        </p>
      )}
      {data && groups.length === 0 && <p className="desk-soft">{texts.none}</p>}
      <Kind kind="passing" groups={groups.filter(({ kind }) => kind === 'passing')} />
      <Kind kind="lasting" groups={groups.filter(({ kind }) => kind === 'lasting')} />
    </section>
  );
}

function Kind({ kind, groups }: { kind: Group['kind']; groups: Group[] }) {
  const { failures: texts } = operatorStrings.queue;
  if (groups.length === 0) return null;
  return (
    <div className="failure-kind">
      <div className="failure-kind-head">
        <div>
          <h4>{texts.kinds[kind].title}</h4>
          <p className="desk-soft">{texts.kinds[kind].why}</p>
        </div>
        {groups.length > 1 && <HandleButtons kind={kind} which={{}} size="all" />}
      </div>
      <ul className="failure-groups">
        {groups.map((group) => (
          <FailureGroup key={`${group.queue} ${group.reason}`} group={group} />
        ))}
      </ul>
    </div>
  );
}
