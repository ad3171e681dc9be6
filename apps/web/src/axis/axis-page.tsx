// Products lined up between two ends that a shopper names: from white to black.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { usePageTitle } from '../frame/page-title.ts';
import { ProductCard } from '../results/product-card.tsx';
import { Notices, Problem, SkeletonGrid } from '../results/states.tsx';
import { axisStrings } from '../strings/axis/strings.ts';
import { type AxisAnswer, type Ends, useAxis } from './axis-answers.ts';
import { AxisForm } from './axis-form.tsx';
import './axis.css';

export function AxisPage() {
  const [params, setParams] = useSearchParams();
  const [from, to] = [params.get('from')?.trim() ?? '', params.get('to')?.trim() ?? ''];
  const ends = useMemo((): Ends => ({ from, to }), [from, to]);
  const isChosen = from !== '' && to !== '';
  usePageTitle(isChosen ? axisStrings.between(from, to) : axisStrings.title);
  const { data, error, isFetching, isPlaceholderData, refetch } = useAxis(ends);
  return (
    <section className="page axis-page" id="results" tabIndex={-1} aria-labelledby="axis-title">
      <header className="axis-head">
        <h1 id="axis-title">{axisStrings.heading}</h1>
        <p>{axisStrings.lead}</p>
      </header>
      <AxisForm ends={ends} onChoose={(chosen) => setParams({ ...chosen })} />
      {isChosen && error && <Problem message={error.message} onRetry={refetch} />}
      {isChosen && !error && !data && <SkeletonGrid />}
      {isChosen && !error && data && <Line {...{ data, ends }} isStale={isPlaceholderData && isFetching} />}
    </section>
  );
}

// About two rows of a desktop grid: what is in sight at once.
const eagerCards = 8;

function Line({ data, ends, isStale }: { data: AxisAnswer; ends: Ends; isStale: boolean }) {
  const { results, total, notices } = data;
  return (
    <>
      <Notices notices={notices} />
      <div className="axis-scale" aria-hidden="true">
        <b>{ends.from}</b>
        <i />
        <b>{ends.to}</b>
      </div>
      <h2 className="axis-count" role="status">
        {results.length === 0 ? axisStrings.empty : axisStrings.shown(results.length, total)}
      </h2>
      <ol className={isStale ? 'grid axis-line grid-stale' : 'grid axis-line'} aria-busy={isStale}>
        {results.map(({ product, place, colour }, index) => (
          <li key={product.id}>
            <Place place={place} colour={colour} />
            <ProductCard product={product} eager={index < eagerCards} position={index + 1} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** Where on the line it is: a mark on a track, in the place's colour. */
function Place({ place, colour }: { place: number; colour: string }) {
  const share = (place + 1) / 2;
  return (
    <p className="axis-place">
      <span className="unseen">{axisStrings.at(share)}</span>
      <i aria-hidden="true" style={{ left: `${100 * share}%`, background: colour }} />
    </p>
  );
}
