// A grid of products that grows as it is scrolled, with every state it can be in.
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import type { Narrowing } from '../address/narrowing.ts';
import type { Price, Result } from '../api/answers.ts';
import { ApiProblem, type Subject } from '../api/api.ts';
import { flatten, useResults } from '../api/queries.ts';
import { strings } from '../strings/strings.ts';
import { Empty } from './empty.tsx';
import { ProductCard } from './product-card.tsx';
import { Notices, Problem, SkeletonGrid } from './states.tsx';

// After this many pages growing stops being automatic, so that the foot of the page can be reached.
const automaticPages = 6;
// About two rows of a desktop grid: what is in sight at once.
const eagerCards = 8;
// The foot of the grid comes into sight again while its request is on the way.
const oneAtATime = { cancelRefetch: false };

interface ResultsProps {
  subject: Subject;
  narrowing: Narrowing;
  heading: string;
  /** The filter bar, shown beside the heading. */
  filters: ReactNode;
  comparedTo?: Price | null;
  onNarrow: (narrowing: Narrowing) => void;
}

export function Results({ subject, narrowing, heading, filters, comparedTo = null, onNarrow }: ResultsProps) {
  const answer = useResults(subject, narrowing);
  const hits = flatten(answer.data);
  const pages = answer.data?.pages ?? [];
  const looseFrom = looseTail(hits);
  const failed = answer.isError && hits.length === 0;
  // A cursor of before the server was updated leads nowhere: only the list from its start has new ones.
  const isCursorOld = answer.error instanceof ApiProblem && answer.error.code === 'invalid_cursor';
  const countLine = answer.isPending
    ? strings.results.loading
    : failed
      ? ''
      : strings.results.count(hits.length, pages[0]?.total, answer.hasNextPage);

  return (
    <section className="results" id="results" tabIndex={-1} aria-labelledby="results-heading">
      <div className="results-head">
        <h2 id="results-heading">{heading}</h2>
        <p className="results-count" role="status">
          {countLine}
        </p>
        {filters}
      </div>
      <Notices notices={pages.at(-1)?.notices ?? []} />
      {answer.isPending && <SkeletonGrid />}
      {failed && <Problem message={answer.error.message} onRetry={() => answer.refetch()} />}
      {answer.isSuccess && hits.length === 0 && (
        <Empty {...{ subject, narrowing, onNarrow }} onRefresh={() => answer.refetch()} />
      )}
      {hits.length > 0 && (
        <ul className={answer.isPlaceholderData ? 'grid grid-stale' : 'grid'} aria-busy={answer.isFetching}>
          {hits.map(({ product, offers }, index) => (
            <Fragment key={product.id}>
              {index === looseFrom && (
                <li className="grid-divider">
                  <h3>{strings.results.loose}</h3>
                </li>
              )}
              <li>
                <ProductCard {...{ product, offers, comparedTo }} eager={index < eagerCards} />
              </li>
            </Fragment>
          ))}
        </ul>
      )}
      {hits.length > 0 && (
        <More
          hasMore={answer.hasNextPage}
          loading={answer.isFetchingNextPage}
          failure={answer.isFetchNextPageError ? answer.error.message : null}
          automatic={pages.length < automaticPages && !answer.isPlaceholderData}
          load={() => (isCursorOld ? answer.refetch(oneAtATime) : answer.fetchNextPage(oneAtATime))}
          long={pages.length > 1}
        />
      )}
    </section>
  );
}

/** Where the results begin that are only loosely related; -1 when the last one is a good match. */
function looseTail(hits: readonly Result[]): number {
  const good = hits.findLastIndex(({ match }) => match !== 'loose');
  return good === hits.length - 1 ? -1 : good + 1;
}

interface MoreProps {
  hasMore: boolean;
  loading: boolean;
  failure: string | null;
  automatic: boolean;
  load: () => void;
  /** True when there was anything to scroll through, so that its end is worth saying. */
  long: boolean;
}

/** The foot of the grid: loads the next page when scrolled near, or at the press of its button. */
function More({ hasMore, loading, failure, automatic, load, long }: MoreProps) {
  const mark = useRef<HTMLDivElement>(null);
  const watching = hasMore && automatic && !loading && failure === null;
  useEffect(() => {
    if (!watching || !mark.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load(), {
      rootMargin: '0px 0px 700px',
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  });
  if (failure !== null) return <Problem message={failure} onRetry={load} small />;
  if (!hasMore) return long ? <p className="grid-end">{strings.results.end}</p> : null;
  return (
    <div className="grid-more" ref={mark}>
      <button type="button" className="button" onClick={load} disabled={loading}>
        {loading ? strings.results.loadingMore : strings.results.more}
      </button>
    </div>
  );
}
