// A row of products beside the one on the page: what looks like it, costs less, or goes with it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from 'react-router';
import type { Price, ProductDetail, Result, ResultPage } from '../api/answers.ts';
import { requestJson } from '../api/api.ts';
import { flatten } from '../api/queries.ts';
import { ProductCard } from '../results/product-card.tsx';
import { Problem, SkeletonGrid } from '../results/states.tsx';
import { useInSightFirst } from '../results/use-in-sight-first.ts';
import { strings } from '../strings/strings.ts';

interface ProductRowProps {
  product: Pick<ProductDetail, 'id' | 'offers'>;
  id: string;
  heading: string;
  lead?: string;
  /** The route below the product's own, with a question mark. */
  route: string;
  /** Where all of them are shown; left out, here: under `?all=` and the row's id. */
  allAt?: string;
  /** The price to compare with; the cards then say how much is saved. */
  comparedTo?: Price | null;
  /** Said where there are none; left out, the row is not shown at all. */
  none?: string;
}

// On a desktop; a phone shows two.
const inSight = 6;
const inRow = 12;
const onPage = 24;

export function ProductRow(props: ProductRowProps) {
  const { product, id, heading, lead, route, allAt, comparedTo = null, none } = props;
  const isOpen = new URLSearchParams(useLocation().search).get('all') === id;
  const answer = useRow(product.id, route, isOpen ? onPage : inRow);
  // The same picture at other shops stands among the offers already.
  const offered = new Set(product.offers.items.map((offer) => offer.id));
  const hits = flatten(answer.data).filter((hit) => !offered.has(hit.product.id));
  if (answer.isSuccess && hits.length === 0 && none === undefined) return null;
  const headingId = `row-${id}`;
  return (
    <section className="row" aria-labelledby={headingId}>
      <div className="row-head">
        <h2 id={headingId}>{heading}</h2>
        {lead && <p className="row-lead">{lead}</p>}
        {hits.length > 0 && <ShowAll id={id} heading={heading} allAt={allAt} isOpen={isOpen} />}
      </div>
      {answer.isPending && (
        <div className="row-scroll row-skeleton">
          <SkeletonGrid count={6} />
        </div>
      )}
      {answer.isError && hits.length === 0 && (
        <Problem message={answer.error.message} onRetry={() => answer.refetch()} small />
      )}
      {answer.isSuccess && hits.length === 0 && <p>{none}</p>}
      {hits.length > 0 && <RowCards {...{ hits, comparedTo, isOpen }} />}
      {isOpen && answer.hasNextPage && (
        <div className="grid-more">
          <button
            type="button"
            className="button"
            disabled={answer.isFetchingNextPage}
            onClick={() => answer.fetchNextPage()}
          >
            {answer.isFetchingNextPage ? strings.results.loadingMore : strings.results.more}
          </button>
        </div>
      )}
    </section>
  );
}

interface RowCardsProps {
  hits: readonly Result[];
  comparedTo: Price | null;
  isOpen: boolean;
}

function RowCards({ hits, comparedTo, isOpen }: RowCardsProps) {
  return (
    <ul className={isOpen ? 'grid' : 'row-scroll'}>
      {useInSightFirst(hits, inSight).map((hit) => (
        <li key={hit.product.id}>
          <ProductCard product={hit.product} offers={hit.offers} comparedTo={comparedTo} />
        </li>
      ))}
    </ul>
  );
}

interface ShowAllProps {
  id: string;
  heading: string;
  allAt: string | undefined;
  isOpen: boolean;
}

function ShowAll({ id, heading, allAt, isOpen }: ShowAllProps) {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  if (allAt !== undefined) {
    return (
      <Link className="text-link" to={allAt} aria-label={strings.product.showAllOf(heading)}>
        {strings.product.showAll}
      </Link>
    );
  }
  const toggle = () => {
    const params = new URLSearchParams(search);
    if (isOpen) params.delete('all');
    else params.set('all', id);
    navigate({ pathname, search: params.toString() }, { state: { ...(state as object), keepScroll: true } });
  };
  return (
    <button type="button" className="text-link" aria-expanded={isOpen} onClick={toggle}>
      {isOpen ? strings.product.showLess : strings.product.showAll}
      <span className="unseen">: {heading}</span>
    </button>
  );
}

function useRow(productId: number, route: string, limit: number) {
  return useInfiniteQuery({
    queryKey: ['row', productId, route, limit],
    initialPageParam: null as string | null,
    getNextPageParam: (page: ResultPage) => page.nextCursor,
    // A row that grows into a grid keeps what it shows.
    placeholderData: (earlier, earlierQuery) =>
      earlierQuery?.queryKey[1] === productId ? earlier : undefined,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      const path = `/api/products/${productId}/${route}limit=${limit}${cursor}`;
      // The shape is the API's promise, tested on its side.
      return (await requestJson(path, { signal })) as ResultPage;
    },
  });
}
