// Products that an answer is about, each with the sentences of its description that say why.
import type { AskProducts } from '../../../api/ask-schemas.ts';
import { ProductCard } from '../results/product-card.tsx';
import { askStrings } from '../strings/ask/strings.ts';

interface FoundProductsProps {
  heading: string;
  products: AskProducts['products'];
  /** Of each cited one, by its id. */
  numbers: ReadonlyMap<number, number>;
}

export function FoundProducts({ heading, products, numbers }: FoundProductsProps) {
  if (products.length === 0) return null;
  return (
    <section className="ask-found">
      <h2>{heading}</h2>
      <ul className="grid">
        {products.map(({ product, sentences }, i) => (
          <li key={product.id} id={`product-${product.id}`} tabIndex={-1}>
            {numbers.has(product.id) && (
              <b className="ask-number" aria-hidden="true">
                {numbers.get(product.id)}
              </b>
            )}
            <ProductCard product={product} eager={i < 4} />
            {sentences.length > 0 && (
              <blockquote className="ask-sentences" aria-label={askStrings.fromDescription}>
                {sentences.map((sentence) => (
                  <p key={sentence}>{sentence}</p>
                ))}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
