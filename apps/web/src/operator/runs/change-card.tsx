// One product that a run changed.
import { Link } from 'react-router';
import { Photo } from '../../results/photo.tsx';
import { formatPrice } from '../../results/price.ts';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { RunChange } from '../answers.ts';
import type { ChangeKind } from './change-kinds.ts';

export function ChangeCard({ change, kind }: { change: RunChange; kind: ChangeKind }) {
  const { price, previousPrice, title, image, thumbHash, productId } = change;
  const { changes } = operatorStrings.runs;
  return (
    <article className={`change-card change-${kind}`}>
      <Photo key={image} image={image} thumbHash={thumbHash} alt="" />
      <p className="change-price">
        {previousPrice && (
          <>
            <span className="unseen">{changes.was} </span>
            <s>{formatPrice(previousPrice)}</s>{' '}
          </>
        )}
        {price && <strong>{formatPrice(price)}</strong>}
        {(kind === 'up' || kind === 'down') && (
          <span className="change-way">
            <span aria-hidden="true">{kind === 'up' ? '▲' : '▼'}</span> {shareText(change)}
          </span>
        )}
      </p>
      <h4 className="change-title">
        <Link to={`/product/${productId}`}>{title}</Link>
      </h4>
    </article>
  );
}

/** "12 %" */
function shareText({ price, previousPrice }: RunChange): string {
  if (!price || !previousPrice || previousPrice.amount === 0) return '';
  return operatorStrings.runs.changes.share(Math.abs(price.amount / previousPrice.amount - 1));
}
