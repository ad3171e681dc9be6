// What looks like the products of a board taken together.
import { useState } from 'react';
import { Link } from 'react-router';
import { askedAddress, writeLine } from '../address/asked.ts';
import { type Narrowing, noNarrowing, rankedSorts } from '../address/narrowing.ts';
import { Results } from '../results/results.tsx';
import { strings } from '../strings/strings.ts';

/** Parts that a composed query takes; see docs/composed-queries.md. */
const mostParts = 20;

/** @param typical the products to be like, the most typical first */
export function MoreLikeBoard({ typical }: { typical: readonly number[] }) {
  const [narrowing, setNarrowing] = useState<Narrowing>(noNarrowing);
  if (typical.length === 0) return null;
  const products = typical.slice(0, mostParts).map((productId) => ({ productId, weight: 1 }));
  const asked = { texts: [], products, photo: null };
  return (
    <div className="board-like">
      <p>
        {typical.length > mostParts && `${strings.boards.likeLead(mostParts)} `}
        <Link to={askedAddress(asked, narrowing)}>{strings.boards.refine}</Link>
      </p>
      <Results
        subject={{ kind: 'search', query: writeLine(asked) }}
        narrowing={narrowing}
        heading={strings.boards.like}
        sorts={rankedSorts}
        onNarrow={setNarrowing}
      />
    </div>
  );
}
