// The pages of a growing list: how many there are stands in the address, so that a link, a reload and the way back
// show as many.
import { useEffect, useRef } from 'react';
import { type Location, useLocation, useNavigate } from 'react-router';
import { readPageCount, withPageCount } from '../address/page-count.ts';
import type { useResults } from '../api/queries.ts';
import { basePath } from '../frame/base-path.ts';

// After this many pages growing stops being automatic, so that the foot of the page can be reached.
const automaticPages = 6;
// The foot of the grid comes into sight again while its request is on the way.
const oneAtATime = { cancelRefetch: false };

export function usePages(answer: ReturnType<typeof useResults>, shown: number) {
  const location = useLocation();
  const navigate = useNavigate();
  const loaded = answer.data?.pages.length ?? 0;
  const address = withPageCount(location, loaded + 1);
  const state = { ...(location.state as object | null), keepScroll: true };
  const { fetchNextPage, hasNextPage, isFetching, isPlaceholderData, isFetchNextPageError } = answer;

  const isBehind = loaded > 0 && loaded < readPageCount(location.search) && hasNextPage;
  const catchesUp = isBehind && !isFetching && !isPlaceholderData && !isFetchNextPageError;
  useEffect(() => {
    if (catchesUp) fetchNextPage(oneAtATime);
  }, [catchesUp, fetchNextPage]);

  // The keyboard goes on with the first of the new ones instead of losing its place.
  const continueAt = useRef<number | null>(null);
  useEffect(() => {
    if (continueAt.current === null || shown <= continueAt.current) return;
    const card = document.querySelectorAll<HTMLElement>('.grid .card-link')[continueAt.current];
    card?.focus({ preventScroll: true });
    continueAt.current = null;
  }, [shown]);

  return {
    address,
    state,
    automatic: loaded < automaticPages && !isPlaceholderData,
    load(byHand: boolean) {
      if (byHand) continueAt.current = shown;
      else if (isStillAt(location)) navigate(address, { replace: true, state });
      fetchNextPage(oneAtATime);
    },
  };
}

/** Going back is under way before it is drawn: what is left must not take the place of where it leads. */
function isStillAt({ pathname, search }: Location): boolean {
  return window.location.pathname === basePath + pathname && window.location.search === search;
}
