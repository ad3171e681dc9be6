// Draws what is in sight first, and the rest in the pauses after it.
import { useDeferredValue } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { rememberedScroll } from '../frame/scroll-memory.ts';

/**
 * The first `count` of the items when they are drawn for the first time, and soon after all of them. Where one goes
 * back to, all at once: the place that it was scrolled to has to be there.
 */
export function useInSightFirst<Item>(items: readonly Item[], count: number): readonly Item[] {
  const scrolled = rememberedScroll(useLocation());
  const isBack = useNavigationType() === 'POP' && scrolled > 0;
  const isWhole = useDeferredValue(true, isBack);
  return isWhole ? items : items.slice(0, count);
}
