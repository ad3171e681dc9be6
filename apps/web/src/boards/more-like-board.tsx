// What looks like the products of a board taken together.
import { useState } from 'react';
import { type Narrowing, noNarrowing, rankedSorts } from '../address/narrowing.ts';
import { Results } from '../results/results.tsx';
import { strings } from '../strings/strings.ts';

/** Parts that a composed query takes; see docs/composed-queries.md. */
const mostParts = 20;

/** @param typical the products to be like, the most typical first */
export function MoreLikeBoard({ typical }: { typical: readonly number[] }) {
  const [narrowing, setNarrowing] = useState<Narrowing>(noNarrowing);
  if (typical.length === 0) return null;
  const asked = typical.slice(0, mostParts);
  return (
    <div className="board-like">
      {typical.length > mostParts && <p>{strings.boards.likeLead(mostParts)}</p>}
      <Results
        subject={{ kind: 'search', query: asked.map((id) => `like:${id}`).join(' ') }}
        narrowing={narrowing}
        heading={strings.boards.like}
        sorts={rankedSorts}
        onNarrow={setNarrowing}
      />
    </div>
  );
}
