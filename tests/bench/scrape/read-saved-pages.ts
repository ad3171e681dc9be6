// Runs the parser over saved pages and judges each: what the bench prints and the tests put floors under.
import { parseProductPage } from '../../../scraper/product/product-page.ts';
import type { ScrapedProduct } from '../../../scraper/product/scraped-product.ts';
import { f1Of, type Score, scoreOf } from './f1-score.ts';
import { type Answer, answerOf, judge, type Verdicts } from './judge-product.ts';
import { type Attribute, attributes, type SavedPage } from './page-truth.ts';
import { isLeftOut, shopOf } from './shop-split.ts';

export interface ReadPage {
  page: SavedPage;
  shop: string;
  /** Of a shop that nobody looks at while the parser is developed. */
  leftOut: boolean;
  product: ScrapedProduct | null;
  answer: Answer;
  verdicts: Verdicts;
  /** Parsing and reading; the better of two goes, the first of which may pay for compiling the parser. */
  ms: number;
  /** What it threw: always null if the parser keeps its word. */
  error: unknown;
}

/** @param leftOutShops names that are left out; by default the stable draw of `isLeftOut` */
export function readSavedPage(page: SavedPage, leftOutShops?: ReadonlySet<string>): ReadPage {
  const [once, again] = [timedRead(page), timedRead(page)];
  const answer = answerOf(once.product);
  const shop = shopOf(page.url);
  return {
    ...once,
    ms: Math.min(once.ms, again.ms),
    page,
    shop,
    leftOut: leftOutShops?.has(shop) ?? isLeftOut(shop),
    answer,
    verdicts: judge(answer, page.truth),
  };
}

/** Over pages, and `byShop`: the mean of the shops' own F1, so that a shop with many pages counts once. */
export function scorePages(pages: ReadPage[], attribute: Attribute): Score & { byShop: number } {
  const shopScores = Map.groupBy(pages, (page) => page.shop)
    .values()
    .map((own) => f1Of(own.map((page) => page.verdicts[attribute])))
    .filter((f1) => f1 !== null)
    .toArray();
  const sum = shopScores.reduce((total, f1) => total + f1, 0);
  return {
    ...scoreOf(pages.map((page) => page.verdicts[attribute])),
    byShop: shopScores.length === 0 ? 1 : sum / shopScores.length,
  };
}

export function missesOf(read: ReadPage): Attribute[] {
  return attributes.filter((name) => read.verdicts[name].fp + read.verdicts[name].fn > 0);
}

function timedRead({ html, url }: SavedPage): Pick<ReadPage, 'product' | 'error' | 'ms'> {
  const startedAt = performance.now();
  try {
    const product = parseProductPage(html, url);
    return { product, error: null, ms: performance.now() - startedAt };
  } catch (error) {
    // Counted: a parser that throws on a shop's page is broken.
    return { product: null, error, ms: performance.now() - startedAt };
  }
}
