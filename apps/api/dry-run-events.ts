// Tells one client what a run of a shop would find, product by product, while it is looked for.
import type { Response } from 'express';
import { noCurrency } from '../../catalog/products/product-rows.ts';
import type { PreviewedProduct } from '../../scraper/preview-shop.ts';
import { type DryRunOptions, dryRun } from '../dry-run/dry-run.ts';
import { createPhotoPreviews } from '../dry-run/preview-photo.ts';
import type { DryRunEnd, DryRunPhoto, DryRunProduct } from './dry-run-schemas.ts';
import { openEventStream } from './event-stream.ts';

export interface DryRunEventsOptions {
  response: Response;
  heartbeatMs: number;
  /** After so long it ends with what was found. */
  withinMs: number;
  request: Omit<DryRunOptions, 'signal' | 'onPage' | 'onProduct'>;
}

/** Resolves when the response has ended; a client that goes away ends what is being fetched for it. */
export async function sendDryRun(options: DryRunEventsOptions): Promise<void> {
  const { response, heartbeatMs, withinMs, request } = options;
  const stream = openEventStream(response, heartbeatMs);
  const late = AbortSignal.timeout(withinMs);
  const signal = AbortSignal.any([stream.gone, late]);
  let previewPhoto: ReturnType<typeof createPhotoPreviews> | undefined;
  const soFar = { pages: 0, products: 0 };
  const send = (event: string, data: object) => stream.send(event, JSON.stringify(data));
  try {
    const end = await dryRun({
      ...request,
      signal,
      onPage(url) {
        soFar.pages += 1;
        void send('page', { url, pages: soFar.pages });
      },
      async onProduct(found, fetcher) {
        soFar.products += 1;
        await send('product', productOf(found));
        const { url, photoUrls } = found.product;
        previewPhoto ??= createPhotoPreviews(fetcher, signal);
        const photo = await previewPhoto(photoUrls[0]);
        await send('photo', { url, ...photo } satisfies DryRunPhoto);
      },
    });
    await send('end', end satisfies DryRunEnd);
  } catch (error) {
    if (!signal.aborted) throw error;
    await send('end', {
      ...soFar,
      outcome: 'timed out',
      detail: null,
      failures: {},
    } satisfies DryRunEnd);
  } finally {
    stream.end();
  }
}

function productOf({ product, via }: PreviewedProduct): DryRunProduct {
  const { url, title, brand, price, regularPrice, currency, availability, sku, category, sources } = product;
  const money = (amount: number | null) =>
    amount === null ? null : { amount, currency: currency ?? noCurrency };
  return {
    url,
    title,
    brand,
    price: money(price),
    regularPrice: money(regularPrice),
    availability,
    sku,
    category,
    photos: product.photoUrls.length,
    variants: product.variants.length,
    sources,
    via,
  };
}
