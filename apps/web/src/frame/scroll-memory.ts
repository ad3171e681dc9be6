// Remembers how far each entry of the history was scrolled, and goes back there.
import { useEffect, useLayoutEffect, useRef } from 'react';
import { type Location, useLocation, useNavigationType } from 'react-router';

const storageKey = 'lookalike:scroll';
// Long enough for a reload to fetch several pages of a long list again.
const patienceMs = 5_000;
const positions = new Map<string, number>(readStored());

/** Keeps the scroll position with the history: back, forward and reload return to it; a new page starts on top. */
export function useScrollMemory(): void {
  const location = useLocation();
  const { state } = location;
  const entry = entryOf(location);
  const navigationType = useNavigationType();
  const isFirstEntry = useRef(true);

  useEffect(() => {
    history.scrollRestoration = 'manual';
    addEventListener('pagehide', writeStored);
    return () => removeEventListener('pagehide', writeStored);
  }, []);

  useLayoutEffect(() => {
    const stay = (state as { keepScroll?: boolean } | null)?.keepScroll === true && navigationType !== 'POP';
    const target = navigationType === 'POP' ? (positions.get(entry) ?? 0) : 0;
    // A page that has just been opened is on top already; to make sure would lay it out before its first paint.
    const isThere = isFirstEntry.current && target === 0;
    isFirstEntry.current = false;
    const stopRestoring = stay || isThere ? () => {} : scrollWhenTallEnough(target);
    const remember = () => positions.set(entry, window.scrollY);
    // The entry may be left again without another scroll.
    if (stay) remember();
    addEventListener('scroll', remember, { passive: true });
    return () => {
      stopRestoring();
      removeEventListener('scroll', remember);
    };
  }, [entry, state, navigationType]);
}

/** How far an entry of the history was scrolled when it was left; 0 for one that is new. */
export function rememberedScroll(location: Location): number {
  return positions.get(entryOf(location)) ?? 0;
}

/** The first entry of every visit has the same key; another address typed into the same tab is another entry. */
function entryOf({ key, pathname, search }: Location): string {
  return key === 'default' ? pathname + search : key;
}

/** Scrolls to `target` as soon as the page is that tall; whoever scrolls meanwhile is left in peace. */
function scrollWhenTallEnough(target: number): () => void {
  const attempt = () => {
    window.scrollTo({ top: target, behavior: 'instant' });
    if (Math.abs(window.scrollY - target) < 2) stop();
  };
  const growth = new ResizeObserver(attempt);
  const timer = setTimeout(() => stop(), patienceMs);
  const interruptions = ['wheel', 'touchstart', 'keydown', 'mousedown'] as const;
  const stop = () => {
    growth.disconnect();
    clearTimeout(timer);
    for (const name of interruptions) removeEventListener(name, stop);
  };
  for (const name of interruptions) addEventListener(name, stop, { passive: true });
  growth.observe(document.body);
  attempt();
  return stop;
}

function readStored(): [string, number][] {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [string, number][];
  } catch {
    // Storage may be blocked or hold something else; then every page starts on top.
    return [];
  }
}

function writeStored(): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...positions].slice(-100)));
  } catch {
    // Storage may be blocked or full; then a reload starts on top.
  }
}
