// Holds what the parser says of a page against the known answer, attribute by attribute.
import type { ScrapedProduct } from '../../../scraper/product/scraped-product.ts';
import { type Attribute, attributes, type Truth } from './page-truth.ts';
import { currencyAnswers, isSameAddress } from './same-value.ts';

/** What is counted: a wrong value where there is a right one is both a false positive and a false negative. */
export interface Verdict {
  tp: number;
  fp: number;
  fn: number;
}

export type Answer = Record<Attribute, string | null>;
export type Verdicts = Record<Attribute, Verdict>;

/** The parser's answer in the words of the benchmark. A page without a product is one without answers. */
export function answerOf(product: ScrapedProduct | null): Answer {
  // The benchmark knows two values and takes silence for `InStock`; what can be ordered ahead can be bought.
  const gone = product?.availability === 'out_of_stock' || product?.availability === 'discontinued';
  return {
    price: product?.price?.toString() ?? null,
    sku: product?.sku ?? null,
    availability: gone ? 'OutOfStock' : 'InStock',
    InStock: gone ? null : 'InStock',
    OutOfStock: gone ? 'OutOfStock' : null,
    brand: product?.brand ?? null,
    currency: product?.currency ?? null,
    gtin: product?.gtin ?? null,
    mpn: product?.mpn ?? null,
    url: product?.url ?? null,
  };
}

export function judge(answer: Answer, truth: Truth): Verdicts {
  const verdicts = attributes.map((name) => [name, judgeOne(name, answer[name], truth[name] ?? [])]);
  // Cast because fromEntries forgets the keys; every attribute is there.
  return Object.fromEntries(verdicts) as Verdicts;
}

function judgeOne(name: Attribute, answer: string | null, right: string[]): Verdict {
  // A price always has a currency: where the answers name none it was not asked, and any is neither right nor wrong.
  if (name === 'currency' && right.length === 0) return { tp: 0, fp: 0, fn: 0 };
  if (answer === null) return { tp: 0, fp: 0, fn: right.length > 0 ? 1 : 0 };
  if (right.some((value) => isSame(name, answer, value))) return { tp: 1, fp: 0, fn: 0 };
  return { tp: 0, fp: 1, fn: right.length > 0 ? 1 : 0 };
}

/** The benchmark's own rules for price (as a decimal), sku and availability (to the letter); ours for the rest. */
function isSame(name: Attribute, answer: string, right: string): boolean {
  switch (name) {
    case 'price':
      return Number(answer) === Number(right);
    case 'brand':
      return foldCase(answer) === foldCase(right);
    case 'currency':
      return currencyAnswers(right).includes(answer);
    case 'url':
      return isSameAddress(answer, right);
    default:
      return answer === right;
  }
}

function foldCase(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
