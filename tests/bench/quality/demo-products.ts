// The demo shop's taps as products with truth: what was drawn is known.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoTap, demoCatalogue } from '../../../apps/demo-shop/catalogue.ts';
import { createPhotoStudio } from '../../../apps/demo-shop/photo.ts';
import type { KnownProduct } from './quality-catalogue.ts';

export function demoProducts(): KnownProduct<DemoTap>[] {
  const studio = createPhotoStudio(join(tmpdir(), 'lookalike-bench-taps'));
  return demoCatalogue().map((tap) => {
    const { sku, title, brand, description, price, currency, availability, category } = tap;
    return {
      truth: tap,
      product: { sku, title, brand, description, price, currency, availability, category },
      photos: tap.photos.map((pose) => () => studio.photo(tap, pose)),
    };
  });
}
