// The foot of a grid: the next page comes when it is scrolled near, or by a link that can be kept and shared.
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { strings } from '../strings/strings.ts';
import { Problem } from './states.tsx';

interface MoreProps {
  hasMore: boolean;
  loading: boolean;
  failure: string | null;
  /** Whether scrolling is enough. */
  automatic: boolean;
  /** The address of this page with one more page of results. */
  address: string;
  state: unknown;
  /** @param byHand false when it was scrolled near */
  load: (byHand: boolean) => void;
  retry: () => void;
  /** True when there was anything to scroll through, so that its end is worth saying. */
  long: boolean;
}

export function More({ hasMore, loading, failure, automatic, address, state, load, retry, long }: MoreProps) {
  const mark = useRef<HTMLDivElement>(null);
  const watching = hasMore && automatic && !loading && failure === null;
  useEffect(() => {
    if (!watching || !mark.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load(false), {
      rootMargin: '0px 0px 700px',
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  });
  if (failure !== null) return <Problem message={failure} onRetry={retry} small />;
  if (!hasMore) return long ? <p className="grid-end">{strings.results.end}</p> : null;
  return (
    <div className="grid-more" ref={mark}>
      <Link
        className="button"
        to={address}
        replace
        state={state}
        aria-disabled={loading}
        onClick={() => load(true)}
      >
        {loading ? strings.results.loadingMore : strings.results.more}
      </Link>
    </div>
  );
}
