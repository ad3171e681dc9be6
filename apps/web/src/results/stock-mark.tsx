// Says when a product can't simply be bought; in stock is the ordinary case and goes unsaid.
import { strings } from '../strings/strings.ts';

export function StockMark({ availability }: { availability: string | null }) {
  const { outOfStock, discontinued, preorder } = strings.card;
  const marks: Record<string, string> = { out_of_stock: outOfStock, discontinued, preorder };
  const mark = availability === null ? undefined : marks[availability];
  return mark ? <span className="stock-mark">{mark}</span> : null;
}
