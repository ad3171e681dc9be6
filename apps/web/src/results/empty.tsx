// What to do when nothing was found: which filter to take away, or what to look for instead.

import type { Narrowing } from '../address/narrowing.ts';
import { isNarrowed } from '../address/narrowing.ts';
import type { Subject } from '../api/api.ts';
import { activeFilters } from '../filters/active-filters.ts';
import { ExampleChips } from '../search/example-chips.tsx';
import { strings } from '../strings/strings.ts';

interface EmptyProps {
  subject: Subject;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
  onRefresh: () => void;
}

export function Empty({ subject, narrowing, onNarrow, onRefresh }: EmptyProps) {
  return (
    <div className="state">
      <h2>
        {subject.kind === 'window' && !isNarrowed(narrowing)
          ? strings.empty.catalogueTitle
          : strings.empty.title}
      </h2>
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
  if (isNarrowed(narrowing)) {
    return (
      <>
        <p>{strings.empty.narrowed}</p>
        <ul className="chips">
          {activeFilters(narrowing).map(({ label, without }) => (
            <li key={label}>
              <button type="button" className="chip chip-remove" onClick={() => onNarrow(without)}>
                {label}
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  }
  if (subject.kind === 'search') {
    return (
      <>
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
