// The page's questions to the API, cached so that going back shows at once what was there before.
import { type InfiniteData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { readLine } from '../address/asked.ts';
import type { Narrowing } from '../address/narrowing.ts';
import { firstPictured } from '../search/pair.ts';
import type { Product, ResultPage } from './answers.ts';
import { ApiProblem, fetchProduct, fetchResults, readPage, requestJson } from './api.ts';
import { lookalikesPath, type Subject } from './question.ts';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 30 * 60_000,
        refetchOnWindowFocus: false,
        // The server may be this very machine: being offline is no reason not to ask.
        networkMode: 'always',
        // Another try only helps where the server was busy or away; a 400 or 404 stays one.
        retry: (failures, error) => failures < triesAgain(error),
        retryDelay: (_failures, error) => (error instanceof ApiProblem ? error.retryAfterMs : null) ?? 600,
      },
    },
  });
}

/** A server that says when to come again is only busy: what is on the page may stay there for so long. */
function triesAgain(error: Error): number {
  if (!(error instanceof ApiProblem)) return 1;
  if (error.status < 500) return 0;
  return error.retryAfterMs === null ? 1 : 3;
}

const lookAgainMs = 3_000;

/** True for a first page that is empty or mostly without photos: a shop is being read just now. */
function stillFilling(pages: ResultPage[] | undefined): boolean {
  const [first] = pages ?? [];
  if (!first || pages?.length !== 1 || first.total === undefined) return false;
  const pictured = first.results.filter(({ product }) => product.image !== null).length;
  return pictured <= first.results.length / 2;
}

/** Pages of products about one subject. While only the narrowing changes, the earlier page stays in sight. */
export function useResults(subject: Subject, narrowing: Narrowing) {
  return useInfiniteQuery({
    queryKey: ['results', subject, narrowing] as const,
    queryFn: ({ pageParam, signal }) => fetchPage(subject, narrowing, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ResultPage) => page.nextCursor,
    refetchInterval: ({ state }) => (stillFilling(state.data?.pages) ? lookAgainMs : false),
    placeholderData: (earlier, earlierQuery) =>
      earlierQuery && isContinued(earlierQuery.queryKey[1], subject) ? earlier : undefined,
  });
}

/** A page of results, whatever is asked with; takes what `fetchResults` takes. */
export async function fetchPage(
  ...[subject, ...others]: Parameters<typeof fetchResults>
): Promise<ResultPage> {
  if (subject.kind === 'search' && subject.photo) {
    const { fetchPhotoResults } = await import('../photo-query/fetch-photo-results.ts');
    return fetchPhotoResults({ ...subject, photo: subject.photo }, ...others);
  }
  if (subject.kind === 'similar' && subject.part?.crop) {
    const { fetchPartResults } = await import('../photo-query/fetch-part-results.ts');
    return fetchPartResults(subject, ...others);
  }
  return fetchResults(subject, ...others);
}

/** Whether a question goes on from the one before: a part more or less, another weight, the crop moved. */
export function isContinued(earlier: Subject, later: Subject): boolean {
  if (earlier.kind === 'search' && later.kind === 'search') return sharesPart(earlier, later);
  if (earlier.kind === 'similar' && later.kind === 'similar') return earlier.productId === later.productId;
  return earlier.kind === later.kind;
}

function sharesPart(earlier: Subject & { kind: 'search' }, later: Subject & { kind: 'search' }): boolean {
  if (earlier.photo && earlier.photo.source === later.photo?.source) return true;
  const names = ({ query }: { query: string }) => {
    const { texts, products } = readLine(query);
    return [...texts.map(({ text }) => text), ...products.map(({ productId }) => productId)];
  };
  const before = new Set(names(earlier));
  return names(later).some((name) => before.has(name));
}

const notKnownYet = {
  photos: [],
  priceHistory: [],
  offers: { count: 0, items: [] },
  regularPrice: null,
  gtin: null,
  mpn: null,
  rating: null,
  variants: [],
  sources: {},
  goneAt: null,
  extra: {},
};

/** One product; `known`, from the card that was clicked, is shown until the full answer is there. */
export function useProduct(productId: string, known: Product | null) {
  return useQuery({
    queryKey: ['product', productId],
    queryFn: ({ signal }) => fetchProduct(productId, signal),
    ...(known ? { placeholderData: { ...known, ...notKnownYet } } : {}),
  });
}

/** The nearest cheaper neighbour of a product, for the pair at the top of the home page. */
export function useLookalike(productId: number | null) {
  return useQuery({
    queryKey: ['lookalike', productId],
    enabled: productId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }) =>
      firstPictured(readPage(await requestJson(lookalikesPath(productId ?? 0), { signal }))),
  });
}

/** All pages as one list; a product that moved between pages while scrolling appears once. */
export function flatten(data: InfiniteData<ResultPage, unknown> | undefined): ResultPage['results'] {
  const seen = new Set<number>();
  return (data?.pages ?? [])
    .flatMap((page) => page.results)
    .filter(({ product }) => !seen.has(product.id) && seen.add(product.id));
}
