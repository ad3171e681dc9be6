// What to do when nothing was found: which filter to take away, or what to look for instead.
import { useQueries } from '@tanstack/react-query';
import { isNarrowed, type Narrowing, noNarrowing } from '../address/narrowing.ts';
import type { Subject } from '../api/question.ts';
import { type ActiveFilter, activeFilters } from '../filters/active-filters.ts';
import { countResults } from '../filters/facets-query.ts';
import { CloseIcon } from '../frame/icons.tsx';
import { ExampleChips } from '../search/example-chips.tsx';
import { strings } from '../strings/strings.ts';
import { OtherWords } from './other-words.tsx';

interface EmptyProps {
  subject: Subject;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
  onRefresh: () => void;
}

export function Empty({ subject, narrowing, onNarrow, onRefresh }: EmptyProps) {
  const isBare = subject.kind === 'window' && !isNarrowed(narrowing);
  return (
    <div className="state">
      <h2>{isBare ? strings.empty.catalogueTitle : strings.empty.title}</h2>
      <Advice {...{ subject, narrowing, onNarrow, onRefresh }} />
    </div>
  );
}

function Advice({ subject, narrowing, onNarrow, onRefresh }: EmptyProps) {
  const others = { ...narrowing, cheaper: false };
  if (subject.kind === 'similar' && narrowing.cheaper && !isNarrowed(others)) {
    return (
      <>
        <p>{strings.empty.cheaper}</p>
        <button type="button" className="button" onClick={() => onNarrow(others)}>
          {strings.empty.showAll}
        </button>
      </>
    );
  }
  if (isNarrowed(narrowing)) return <Removals {...{ subject, narrowing, onNarrow }} />;
  if (subject.kind === 'search') {
    return (
      <>
        <OtherWords query={subject.query} />
        <p>{strings.empty.search}</p>
        <ExampleChips except={subject.query} />
      </>
    );
  }
  return (
    <>
      <p>{strings.empty.catalogue}</p>
      <button type="button" className="button" onClick={onRefresh}>
        {strings.empty.refresh}
      </button>
    </>
  );
}

/** Each filter with how many products there would be without it. */
function Removals({ subject, narrowing, onNarrow }: Omit<EmptyProps, 'onRefresh'>) {
  const active = activeFilters(narrowing);
  const counts = useQueries({
    queries: active.map(({ without }) => ({
      queryKey: ['count', subject, without],
      queryFn: ({ signal }: { signal: AbortSignal }) => countResults(subject, without, signal),
    })),
  });
  const isHelpless = counts.every(({ data }) => data === 0);
  return (
    <>
      <p>{isHelpless ? strings.empty.narrowedTwice : strings.empty.narrowed}</p>
      <ul className="chips">
        {active.map((filter, index) => (
          <li key={filter.label}>
            <Removal filter={filter} count={counts[index]?.data ?? null} onNarrow={onNarrow} />
          </li>
        ))}
      </ul>
      {active.length > 1 && (
        <button
          type="button"
          className="button"
          onClick={() => onNarrow({ ...noNarrowing, sort: narrowing.sort })}
        >
          {strings.filters.clear}
        </button>
      )}
    </>
  );
}

interface RemovalProps {
  filter: ActiveFilter;
  count: number | null;
  onNarrow: (narrowing: Narrowing) => void;
}

function Removal({ filter: { label, without }, count, onNarrow }: RemovalProps) {
  return (
    <button
      type="button"
      className={count === 0 ? 'chip chip-remove chip-idle' : 'chip chip-remove'}
      onClick={() => onNarrow(without)}
    >
      {label}
      <CloseIcon />
      {count !== null && <small>{strings.results.count(count, count, false)}</small>}
    </button>
  );
}
