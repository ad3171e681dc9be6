// A product that a run would find: as it would appear, and where each of its fields came from.
import { formatPrice } from '../../results/price.ts';
import { StockMark } from '../../results/stock-mark.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { strings } from '../../strings/strings.ts';
import type { DryRunPhoto, DryRunProduct } from '../answers.ts';

export function DryRunCard({ product, photo }: { product: DryRunProduct; photo: DryRunPhoto | undefined }) {
  const { title, brand, price, regularPrice, availability } = product;
  return (
    <article className="change-card">
      <div className="card-frame">
        <PhotoOf product={product} photo={photo} />
        <p className="marks">
          <StockMark availability={availability} />
        </p>
      </div>
      <p className="change-price">
        {regularPrice && <s>{formatPrice(regularPrice)}</s>}{' '}
        {price ? (
          <strong>{formatPrice(price)}</strong>
        ) : (
          <span className="desk-soft">{strings.card.noPrice}</span>
        )}
      </p>
      <h3 className="change-title">{title}</h3>
      {brand && <p className="desk-soft">{brand}</p>}
      <Sources sources={product.sources} />
    </article>
  );
}

function PhotoOf({ product, photo }: { product: DryRunProduct; photo: DryRunPhoto | undefined }) {
  const { dryRun } = operatorStrings.add;
  if (photo?.photo?.startsWith('data:image/webp;base64,'))
    return (
      <div className="photo photo-odd">
        <img src={photo.photo} alt="" width={400} height={400} />
      </div>
    );
  const isComing = photo === undefined && product.photos > 0;
  return (
    <div className={isComing ? 'photo photo-none skeleton' : 'photo photo-none'}>
      <span>
        {isComing
          ? dryRun.photoComing
          : photo?.problem
            ? operatorStrings.reason(photo.problem)
            : dryRun.noPhoto}
      </span>
    </div>
  );
}

/** "json-ld: name, price, brand" and so on, the source of most fields first. */
function Sources({ sources }: { sources: DryRunProduct['sources'] }) {
  const { dryRun } = operatorStrings.add;
  const known = Object.entries(sources).filter(([field]) => field in dryRun.fields);
  const groups = [...Map.groupBy(known, ([, source]) => source)].sort(([, a], [, b]) => b.length - a.length);
  return (
    <dl className="dry-run-sources">
      {groups.map(([source, fields]) => (
        <div key={source}>
          <dt>{dryRun.sources[source]}</dt>
          {/* The keys are those of `fields`: the others were left out. */}
          <dd>{fields.map(([field]) => dryRun.fields[field as keyof typeof dryRun.fields]).join(', ')}</dd>
        </div>
      ))}
    </dl>
  );
}
