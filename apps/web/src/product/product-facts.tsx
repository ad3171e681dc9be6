// What a shop says of a product beyond its name and price: description, numbers, variants.
import { useState } from 'react';
import { Link } from 'react-router';
import type { ProductDetail } from '../api/answers.ts';
import { formatPrice } from '../results/price.ts';
import { strings } from '../strings/strings.ts';

const longText = 420;

export function Description({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > longText;
  return (
    <div className="description">
      <p data-clamped={isLong && !isOpen}>{text}</p>
      {isLong && (
        <button type="button" className="text-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? strings.product.readLess : strings.product.readMore}
        </button>
      )}
    </div>
  );
}

/** What lies in `extra` comes from the columns of an import and has the operator's own names. */
const mostExtras = 12;

export function Details({ product }: { product: ProductDetail }) {
  const { brand, category, sku, gtin, mpn, extra } = product;
  const extras = Object.entries(extra)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
    .slice(0, mostExtras);
  const rows: [string, string | null][] = [
    [strings.product.sku, sku],
    [strings.product.gtin, gtin],
    [strings.product.mpn, mpn],
    ...extras.map(([name, value]): [string, string] => [name, String(value)]),
  ];
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  if (shown.length === 0 && brand === null && category.length === 0) return null;
  return (
    <section className="details" aria-labelledby="details">
      <h2 id="details">{strings.product.details}</h2>
      <dl>
        {brand !== null && (
          <div>
            <dt>{strings.product.brand}</dt>
            <dd>
              <Link to={`/?${new URLSearchParams({ brand })}`}>{brand}</Link>
            </dd>
          </div>
        )}
        {category.length > 0 && (
          <div>
            <dt>{strings.product.category}</dt>
            <dd>
              <CategoryPath path={category} />
            </dd>
          </div>
        )}
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CategoryPath({ path }: { path: readonly string[] }) {
  return (
    <>
      {path.map((step, i) => {
        const category = path.slice(0, i + 1).join(' > ');
        return (
          <span key={category}>
            {i > 0 && ' › '}
            <Link to={`/?${new URLSearchParams({ category })}`}>{step}</Link>
          </span>
        );
      })}
    </>
  );
}

const fewVariants = 8;

export function Variants({ product }: { product: ProductDetail }) {
  const [isOpen, setOpen] = useState(false);
  const { variants, price } = product;
  if (variants.length === 0) return null;
  const shown = isOpen ? variants : variants.slice(0, fewVariants);
  return (
    <section className="variants" aria-labelledby="variants">
      <h2 id="variants">{strings.product.variants(variants.length)}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.product.variant}</th>
            <th scope="col">{strings.product.price}</th>
            <th scope="col">{strings.product.stock}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((variant, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: variants have no id, and their order never changes
            <tr key={i}>
              <td>{nameOf(variant)}</td>
              <td>
                {variant.price !== null && price
                  ? formatPrice({ amount: variant.price, currency: price.currency })
                  : '–'}
              </td>
              <td>{stockText(variant.availability) ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {variants.length > fewVariants && !isOpen && (
        <button type="button" className="text-link" onClick={() => setOpen(true)}>
          {strings.product.allVariants(variants.length)}
        </button>
      )}
    </section>
  );
}

function nameOf({ name, options, sku }: ProductDetail['variants'][number]): string {
  const chosen = Object.entries(options).map(([option, value]) => `${option}: ${value}`);
  return name ?? (chosen.join(', ') || sku || '–');
}

/** Null when the shop doesn't say. */
function stockText(availability: string | null): string | null {
  switch (availability) {
    case 'in_stock':
      return strings.product.inStock;
    case 'out_of_stock':
      return strings.card.outOfStock;
    case 'preorder':
      return strings.card.preorder;
    case 'discontinued':
      return strings.card.discontinued;
    default:
      return null;
  }
}
