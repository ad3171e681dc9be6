// The top of the home page: what this is, searches to try, and a real pair from the catalogue that looks alike.
import { Link } from 'react-router';
import { noNarrowing, similarAddress } from '../address/narrowing.ts';
import type { Product } from '../api/answers.ts';
import { useLookalike, useResults } from '../api/queries.ts';
import { Photo } from '../results/photo.tsx';
import { formatPrice, saving } from '../results/price.ts';
import { strings } from '../strings/strings.ts';
import { ExampleChips } from './example-chips.tsx';
import { dearest } from './pair.ts';

export function Hero() {
  return (
    <section className="hero">
      <div className="hero-inner">
        <div className="hero-words">
          <h1>
            {strings.hero.headline.map((line) => (
              <span key={line}>{line} </span>
            ))}
          </h1>
          <p className="hero-lead">{strings.hero.lead}</p>
          <ExampleChips />
        </div>
        <Pair />
      </div>
    </section>
  );
}

/** One of the window's own products beside its nearest cheaper neighbour; two plain discs until they are known. */
function Pair() {
  const window = useResults({ kind: 'window' }, noNarrowing);
  const original = window.data?.pages[0] ? dearest(window.data.pages[0]) : null;
  const { data: lookalike } = useLookalike(original?.id ?? null);
  const saved = original && lookalike ? saving(lookalike.price, original.price) : null;
  return (
    <figure className="pair" aria-label={strings.hero.pairLabel}>
      <Disc product={original} caption={strings.hero.original} />
      <Disc
        product={lookalike ?? null}
        caption={saved ? strings.hero.less(formatPrice(saved)) : strings.hero.lookalike}
      />
    </figure>
  );
}

function Disc({ product, caption }: { product: Product | null; caption: string }) {
  if (!product) return <div className="disc disc-plain" />;
  return (
    <Link className="disc" to={similarAddress(product.id)} state={{ product }}>
      <Photo image={product.image} thumbHash={product.thumbHash} alt={product.title} eager />
      <span className="disc-caption">
        <b>{product.price ? formatPrice(product.price) : ''}</b> {caption}
      </span>
    </Link>
  );
}
