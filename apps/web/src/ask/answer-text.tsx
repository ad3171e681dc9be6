// The words of an answer, as text only, with its citations as links to the products below.
import { Fragment } from 'react';
import type { AskProducts } from '../../../api/ask-schemas.ts';
import { askStrings } from '../strings/ask/strings.ts';

interface AnswerTextProps {
  text: string;
  products: AskProducts['products'];
}

/** Numbers count the products in the order in which they are first cited. */
export function AnswerText({ text, products }: AnswerTextProps) {
  const titles = new Map(products.map(({ product }) => [product.id, product.title]));
  const order = citedIn(text);
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs only grow at the end
      <p key={i}>
        {paragraph.split(/(\[\d+\])/).map((part, k) => {
          const id = Number(/^\[(\d+)\]$/.exec(part)?.[1]);
          const title = titles.get(id);
          // biome-ignore lint/suspicious/noArrayIndexKey: parts only grow at the end
          if (title === undefined) return <Fragment key={k}>{part}</Fragment>;
          const to = { id, title, number: order.indexOf(id) + 1 };
          // biome-ignore lint/suspicious/noArrayIndexKey: parts only grow at the end
          return <Citation key={k} {...to} />;
        })}
      </p>
    ));
}

function Citation({ id, title, number }: { id: number; title: string; number: number }) {
  return (
    <a className="ask-cite" href={`#product-${id}`} aria-label={askStrings.cited(number, title)}>
      {number}
    </a>
  );
}

export function citedIn(text: string): number[] {
  return [...new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits)))];
}
