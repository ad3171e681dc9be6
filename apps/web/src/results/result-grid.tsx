// Cards in a grid; the loosely related ones begin behind a line.
import { Fragment, type ReactNode } from 'react';
import type { Price, Result } from '../api/answers.ts';
import { strings } from '../strings/strings.ts';
import type { Opinion } from './feedback.ts';
import { ProductCard } from './product-card.tsx';
import { useInSightFirst } from './use-in-sight-first.ts';
import { useIsWide } from './use-is-wide.ts';

// About two rows: what is in sight at once.
const eagerCards = { wide: 8, narrow: 4 };

interface ResultGridProps {
  hits: Result[];
  comparedTo: Price | null;
  onOpinion: ((opinion: Opinion) => void) | null;
  /** What is shown is of before, and the answer on its way. */
  isStale: boolean;
  isBusy: boolean;
  /** What stands below, as soon as all of it is drawn: sooner it would be in sight, and fetch the next page. */
  children: ReactNode;
}

export function ResultGrid({ hits, comparedTo, onOpinion, isStale, isBusy, children }: ResultGridProps) {
  const looseFrom = looseTail(hits);
  const inSight = useIsWide() ? eagerCards.wide : eagerCards.narrow;
  const drawn = useInSightFirst(hits, inSight);
  return (
    <>
      <ul className={isStale ? 'grid grid-stale' : 'grid'} aria-busy={isBusy}>
        {drawn.map(({ product, offers }, index) => (
          <Fragment key={product.id}>
            {index === looseFrom && (
              <li className="grid-divider">
                <h3>{strings.results.loose}</h3>
                <p>{index === 0 ? strings.results.allLoose : strings.results.looseMeans}</p>
              </li>
            )}
            <li>
              <ProductCard
                {...{ product, offers, comparedTo }}
                eager={index < inSight}
                position={index + 1}
                onOpinion={onOpinion}
              />
            </li>
          </Fragment>
        ))}
      </ul>
      {drawn.length === hits.length && children}
    </>
  );
}

/** Where the results begin that are only loosely related; -1 when the last one is a good match. */
function looseTail(hits: readonly Result[]): number {
  const good = hits.findLastIndex(({ match }) => match !== 'loose');
  return good === hits.length - 1 ? -1 : good + 1;
}
