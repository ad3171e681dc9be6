// One product in a grid, as on the pages that a server gives: photo, name, price, shop, and "find similar".

import type { Product } from '../../catalog/products/product-rows.ts';
import type { Offer } from '../../catalog/search/hits.ts';
import { safeShopUrl } from '../web/src/frame/safe-url.ts';
import { formatPrice } from '../web/src/results/price.ts';
import { both } from './both-languages.ts';
import { type Html, html } from './html.ts';

/** @param root way to the site's own folder */
export function productGrid(products: readonly Product[], root: string): Html {
  return html`<ul class="grid">
${products.map((product, i) => html`<li>${productCard(product, { root, isEarly: i < 8 })}</li>\n`)}
</ul>`;
}

interface CardPlace {
  root: string;
  /** Likely in the first view: not worth waiting for. */
  isEarly?: boolean;
}

export function productCard(product: Product, { root, isEarly = false }: CardPlace): Html {
  const page = productPage(product.id, root);
  return html`<article class="card">
<div class="card-frame">${photo(product.image, { root, alt: '', isEarly })}${stockMark(product)}</div>
<div class="card-words">
<h3 class="card-title"><a class="card-link" href="${page}">${product.title}</a></h3>
<div class="card-top"><p class="card-price">${priceText(product)}</p><a class="card-similar" href="${page}#similar">${pairIcon}${both(({ web }) => web.card.findSimilar)}<span class="unseen">: ${product.title}</span></a></div>
<p class="card-source">${product.brand !== null && html`<span class="card-brand">${product.brand}</span> `}${shopLink(product)}</p>
</div>
</article>`;
}

export const productPage = (id: number, root: string): string => `${root}products/${id}.html`;

export function photo(
  image: string | null,
  { root, alt, isEarly = false }: CardPlace & { alt: string },
): Html {
  if (image === null) return html`<div class="photo photo-none">${both(({ web }) => web.card.noPhoto)}</div>`;
  const source = `${root}photos/${photoFile(image)}`;
  return html`<div class="photo"><img src="${source}" alt="${alt}" width="256" height="256"${!isEarly && html` loading="lazy"`} decoding="async"></div>`;
}

/** `<sha256>.webp` of the path that the API serves it at. */
export const photoFile = (image: string): string => image.slice(image.lastIndexOf('/') + 1);

/** Where there is neither a price nor a shop's page to see it at, nothing is said. */
export function priceText({ price, url }: Pick<Offer, 'price' | 'url'>): Html | null {
  if (price !== null) return both(({ locale }) => formatPrice(price, locale));
  if (safeShopUrl(url) === null) return null;
  return html`<span class="card-no-price">${both(({ web }) => web.card.noPrice)}</span>`;
}

export function stockMark({ availability }: Pick<Product, 'availability'>): Html | null {
  if (availability === null || availability === 'in_stock') return null;
  const words = { out_of_stock: 'outOfStock', discontinued: 'discontinued', preorder: 'preorder' } as const;
  return html`<p class="marks"><span class="stock-mark">${both(({ web }) => web.card[words[availability]])}</span></p>`;
}

export function shopLink({ url, shop, title }: Pick<Offer, 'url' | 'shop' | 'title'>, isLarge = false): Html {
  const address = safeShopUrl(url);
  if (address === null) return html`<span class="shop-name">${shop.name}</span>`;
  const text = isLarge
    ? both(({ web }) => web.card.atShop(shop.name))
    : html`${shop.name}<span class="unseen">: ${title}</span>`;
  return html`<a class="${isLarge ? 'button shop-button' : 'shop-link'}" href="${address}" rel="noopener noreferrer nofollow">${text}</a>`;
}

const pairIcon = html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><circle cx="9" cy="12" r="6" class="icon-fill"/><circle cx="15.5" cy="12" r="6"/></svg>`;
