// Products about one subject, with what narrows and orders them, in every state that a list can be in.
import { lazy, Suspense, useState } from 'react';
import { forSearch, type Narrowing, type Sort } from '../address/narrowing.ts';
import type { Price } from '../api/answers.ts';
import { ApiProblem } from '../api/api.ts';
import { flatten, useResults } from '../api/queries.ts';
import type { Subject } from '../api/question.ts';
import { useFacets } from '../filters/facets-query.ts';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterChips } from '../filters/filter-chips.tsx';
import { FilterSheet } from '../filters/filter-sheet.tsx';
import { LookSlider } from '../filters/look-slider.tsx';
import { PanelSkeleton } from '../filters/panel-skeleton.tsx';
import { Swatches } from '../filters/swatches.tsx';
import { strings } from '../strings/strings.ts';
import { Empty } from './empty.tsx';
import { useFeedback } from './feedback.ts';
import { More } from './more.tsx';
import { ResultGrid } from './result-grid.tsx';
import { Notices, Problem, SkeletonGrid } from './states.tsx';
import { useIsWide } from './use-is-wide.ts';
import { usePages } from './use-pages.ts';

const FilterPanel = lazy(async () => ({
  default: (await import('../filters/filter-panel.tsx')).FilterPanel,
}));

interface ResultsProps {
  subject: Subject;
  narrowing: Narrowing;
  /** The orders that make sense here; the first is the one used when none is chosen. */
  sorts: readonly Sort[];
  heading: string;
  comparedTo?: Price | null;
  onNarrow: (narrowing: Narrowing) => void;
}

export function Results(props: ResultsProps) {
  const { subject, sorts, heading, comparedTo = null, onNarrow } = props;
  const narrowing = subject.kind === 'similar' ? props.narrowing : forSearch(props.narrowing);
  const answer = useResults(subject, narrowing);
  const facets = useFacets(subject, narrowing, answer.isSuccess && !answer.isPlaceholderData);
  const hits = flatten(answer.data);
  const pages = answer.data?.pages ?? [];
  const paging = usePages(answer, hits.length);
  const onOpinion = useFeedback(subject, pages[0]?.model);
  const isWide = useIsWide();
  // On a wide screen beside the products, and there from the start where something was asked for.
  const [panel, setPanel] = useState<boolean | null>(null);
  const isPanelOpen = panel ?? (isWide && subject.kind !== 'window');
  const failed = answer.isError && hits.length === 0;
  // It names the filters itself.
  const isEmpty = answer.isSuccess && hits.length === 0;
  const countLine = answer.isPending
    ? strings.results.loading
    : failed
      ? ''
      : strings.results.count(hits.length, pages[0]?.total, answer.hasNextPage);
  const filterPanel = (
    <Suspense fallback={<PanelSkeleton />}>
      <FilterPanel {...{ facets, narrowing, onNarrow }} />
    </Suspense>
  );

  return (
    <section className="results" aria-labelledby="results-heading">
      <div className="results-head">
        <h2 id="results-heading">{heading}</h2>
        <p className="results-count" role="status">
          {countLine}
        </p>
        <FilterBar
          {...{ narrowing, sorts, onNarrow, isPanelOpen }}
          onTogglePanel={() => setPanel(!isPanelOpen)}
        />
      </div>
      <div className="results-hues">
        <Swatches {...{ facets, narrowing, onNarrow }} />
        {subject.kind === 'similar' && <LookSlider {...{ narrowing, onNarrow }} />}
      </div>
      {!isEmpty && <FilterChips {...{ narrowing, onNarrow }} />}
      <Notices notices={pages.at(-1)?.notices ?? []} />
      <div className={isWide && isPanelOpen ? 'results-body results-beside' : 'results-body'}>
        {isWide && isPanelOpen && <aside className="filter-column">{filterPanel}</aside>}
        <div id="results" tabIndex={-1}>
          {answer.isPending && <SkeletonGrid />}
          {failed && <Problem message={answer.error.message} onRetry={() => answer.refetch()} />}
          {isEmpty && <Empty {...{ subject, narrowing, onNarrow }} onRefresh={() => answer.refetch()} />}
          {hits.length > 0 && (
            <ResultGrid
              {...{ hits, comparedTo, onOpinion }}
              isStale={answer.isPlaceholderData}
              isBusy={answer.isFetching}
            >
              <More
                hasMore={answer.hasNextPage}
                loading={answer.isFetchingNextPage}
                failure={answer.isFetchNextPageError ? answer.error.message : null}
                retry={() => (isCursorOld(answer.error) ? answer.refetch() : answer.fetchNextPage())}
                long={pages.length > 1}
                {...paging}
              />
            </ResultGrid>
          )}
        </div>
      </div>
      {!isWide && isPanelOpen && (
        <FilterSheet count={facets.now?.counted} onClose={() => setPanel(false)}>
          {filterPanel}
        </FilterSheet>
      )}
    </section>
  );
}

/** A cursor of before the server was updated leads nowhere: only the list from its start has new ones. */
function isCursorOld(error: Error | null): boolean {
  return error instanceof ApiProblem && error.code === 'invalid_cursor';
}
