// Writes the catalogue as a site of plain files: the grid, every product with what looks like it, photos, and finding by words.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '../../catalog/database/database.ts';
import { readThumbnail } from '../../catalog/photos/photos.ts';
import { type BrowseOptions, type BrowsePage, browseProducts } from '../../catalog/products/browse.ts';
import { readProductOffers } from '../../catalog/products/product-offers.ts';
import { getProduct, type Product, type ProductDetail } from '../../catalog/products/products.ts';
import { findCutoff } from '../../catalog/ranking/find-cutoff.ts';
import { readBrowseFacets } from '../../catalog/search/browse-facets.ts';
import type { Filters, SearchPage } from '../../catalog/search/search.ts';
import { NotEmbedded, searchByProduct } from '../../catalog/search/search-by-product.ts';
import { gridPage, gridPageFile } from './grid-page.ts';
import type { SiteFacts } from './page-frame.ts';
import { photoFile } from './product-card.ts';
import { startProductList } from './product-list.ts';
import { goneProductPage, productPage } from './product-page.ts';
import { writeAssets } from './site-assets.ts';
import { openSiteFolder } from './site-folder.ts';

export interface ExportOptions {
  db: Queryable;
  model: string;
  /** Where the site goes. */
  folder: string;
  title: string;
  /** Only what matches; neighbours too. */
  filters: Pick<Filters, 'shop' | 'collection'>;
  /** Products shown as looking like each. */
  neighbours: number;
  /** Called after each page of the grid, and waited for. */
  onProgress?: (done: number, total: number) => void | Promise<void>;
  signal?: AbortSignal;
}

export interface ExportedSite {
  products: number;
  photos: number;
}

const productsOnPage = 48;
// Products written at once: a server answers several, and the embedded database has no more than one at a time anyway.
const atOnce = 8;

/** @throws UnusableFolder when something else is in the folder */
export async function exportSite(options: ExportOptions): Promise<ExportedSite> {
  const { db, title, filters, onProgress, signal } = options;
  const first = await browseProducts(db, { filters, sort: 'random', limit: 1 });
  const site: SiteFacts = {
    title,
    products: first.total,
    shops: await listShops(options),
    madeAt: new Date(),
  };
  const folder = await openSiteFolder(options.folder, {
    title,
    products: site.products,
    madeAt: site.madeAt,
  });
  try {
    const writer = await startWriter(options, site, folder.path);
    for await (const page of gridPages(db, filters, site)) {
      signal?.throwIfAborted();
      await writer.writePage(page);
      await onProgress?.(writer.products.size, site.products);
    }
    await writer.end();
    await folder.finish();
    return { products: writer.products.size, photos: writer.photos.size };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

interface Shelf {
  products: Product[];
  number: number;
  pages: number;
}

/** In an order that mixes shops and kinds, always the same one. An empty catalogue has one empty page. */
async function* gridPages(db: Queryable, filters: Filters, site: SiteFacts): AsyncIterable<Shelf> {
  const pages = Math.max(1, Math.ceil(site.products / productsOnPage));
  let cursor: string | null = null;
  // Where products came or went since the count, the last page takes no more of them, or there are pages with none.
  for (let number = 1; number <= pages; number++) {
    const isOver: boolean = number > 1 && cursor === null;
    const options: BrowseOptions = { filters, sort: 'random', limit: productsOnPage, cursor };
    const page: BrowsePage | null = isOver ? null : await browseProducts(db, options);
    cursor = page?.nextCursor ?? null;
    yield { products: page?.products ?? [], number, pages };
  }
}

async function listShops({ db, model, filters }: ExportOptions): Promise<string[]> {
  if (filters.shop !== undefined) return [];
  const { shop } = await readBrowseFacets(db, { model, filters });
  return shop.map(({ value }) => value);
}

async function startWriter(options: ExportOptions, site: SiteFacts, folder: string) {
  const { db, model, filters, neighbours } = options;
  const cutoff = await findCutoff(db, { model, kind: 'photo', asked: undefined });
  const list = startProductList(join(folder, 'data'));
  const products = new Set<number>();
  const linked = new Set<number>();
  const photos = new Set<string>();
  await writeAssets(join(folder, 'assets'));

  async function writeProduct(id: number): Promise<void> {
    const product = await getProduct(db, id);
    if (!product || product.goneAt) return;
    const [similar, offers] = [await readSimilar(id), await readOffers(id)];
    for (const { product: neighbour } of similar) linked.add(neighbour.id);
    for (const offer of offers) linked.add(offer.id);
    products.add(id);
    await writeFile(join(folder, `products/${id}.html`), productPage({ site, product, offers, similar }));
    await writePhotos(product);
  }

  async function readSimilar(productId: number): Promise<SearchPage['hits']> {
    const page = await searchByProduct(db, {
      model,
      productId,
      filters,
      sort: 'relevance',
      limit: neighbours,
      cursor: null,
      precomputed: true,
      ...cutoff,
    }).catch((error: unknown) => {
      if (error instanceof NotEmbedded) return null; // a page without neighbours
      throw error;
    });
    return page?.hits ?? [];
  }

  /** Those of a part of the catalogue may have no page here. */
  async function readOffers(productId: number) {
    const isPart = filters.shop !== undefined || filters.collection !== undefined;
    return isPart ? [] : (await readProductOffers(db, productId)).items;
  }

  async function writePhotos({ image, photos: all }: ProductDetail): Promise<void> {
    for (const one of new Set([image, ...all.map((photo) => photo.image)])) {
      if (one === null || photos.has(one)) continue;
      photos.add(one);
      const thumbnail = await readThumbnail(db, photoFile(one).replace('.webp', ''));
      if (thumbnail) await writeFile(join(folder, 'photos', photoFile(one)), thumbnail);
    }
  }

  return {
    products,
    photos,
    async writePage({ products: onPage, number, pages }: Shelf): Promise<void> {
      for (let from = 0; from < onPage.length; from += atOnce) {
        await Promise.all(onPage.slice(from, from + atOnce).map(({ id }) => writeProduct(id)));
      }
      const written = onPage.filter(({ id }) => products.has(id));
      await list.add(written);
      await writeFile(
        join(folder, gridPageFile(number)),
        gridPage({ site, products: written, number, pages }),
      );
    },
    async end(): Promise<void> {
      await list.end();
      for (const id of linked.difference(products)) {
        await writeFile(join(folder, `products/${id}.html`), goneProductPage(site));
      }
    },
  };
}
