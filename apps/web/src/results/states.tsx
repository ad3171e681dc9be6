// What stands where products would: while they load, when there are none, when asking failed.
import { Link } from 'react-router';
import { strings } from '../strings/strings.ts';

/** Grey shapes of cards, as many as fill a screen. */
export function SkeletonGrid({ count = 12 }: { count?: number }) {
  return (
    <div className="grid" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes are all alike and never move
        <div className="card skeleton" key={index}>
          <div className="card-frame">
            <div className="photo" />
          </div>
          <i className="skeleton-line skeleton-price" />
          <i className="skeleton-line" />
          <i className="skeleton-line skeleton-short" />
        </div>
      ))}
    </div>
  );
}

interface ProblemProps {
  message: string;
  onRetry: () => void;
  retryLabel?: string;
  /** A line within the page instead of the page's whole content. */
  small?: boolean;
}

export function Problem({ message, onRetry, retryLabel = strings.error.retry, small = false }: ProblemProps) {
  return (
    <div className={small ? 'state state-small' : 'state'} role="alert">
      {small ? <p>{strings.error.more}</p> : <h2>{strings.error.title}</h2>}
      <p className="state-detail">{message}</p>
      <p className="state-actions">
        <button type="button" className="button" onClick={onRetry}>
          {retryLabel}
        </button>
        {!small && (
          <Link className="text-link" to="/">
            {strings.error.home}
          </Link>
        )}
      </p>
    </div>
  );
}

export function Notices({ notices }: { notices: string[] }) {
  if (notices.length === 0) return null;
  return (
    <ul className="notices" aria-label={strings.notices}>
      {notices.map((notice) => (
        <li key={notice}>{strings.notice(notice)}</li>
      ))}
    </ul>
  );
}
