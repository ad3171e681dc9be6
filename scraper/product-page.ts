// Reads the product off a product page. Pure.
import type { ScrapedProduct } from './scraped-product.ts';

export function parseProductPage(_html: string, _url: string): ScrapedProduct | null {
  throw new Error('being written');
}
