// Says when a product can't simply be bought; in stock is the ordinary case and goes unsaid.
import { strings } from '../strings.ts';

const marks: Record<string, string> = {
  out_of_stock: strings.card.outOfStock,
  discontinued: strings.card.discontinued,
  preorder: strings.card.preorder,
};

export function StockMark({ availability }: { availability: string | null }) {
  const mark = availability === null ? undefined : marks[availability];
  return mark ? <span className="stock-mark">{mark}</span> : null;
}
