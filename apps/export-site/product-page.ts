// A product's own page: what is known of it, other offers, and what looks like it.
import type { ProductDetail } from '../../catalog/products/products.ts';
import type { Hit, Offers } from '../../catalog/search/hits.ts';
import { both } from './both-languages.ts';
import { type Html, html } from './html.ts';
import { pageFrame, type SiteFacts } from './page-frame.ts';
import { productPage as pageOf, photo, priceText, productGrid, shopLink, stockMark } from './product-card.ts';

export interface ProductPage {
  site: SiteFacts;
  product: ProductDetail;
  /** Only those that have a page here. */
  offers: Offers['items'];
  similar: readonly Hit[];
}

const root = '../';

export function productPage({ site, product, offers, similar }: ProductPage): string {
  return pageFrame({
    site,
    root,
    title: `${product.title} · ${site.title}`,
    description: (product.description ?? product.title).slice(0, 160),
    main: html`${summary(product)}
<div class="page">
${offers.length > 0 && offerList(offers)}
${similarRow(similar)}
<p class="grid-more"><a class="button" href="${root}index.html">${both(({ site: words }) => words.back)}</a></p>
</div>`,
  });
}

/** Takes the place of a product that went while the site was made, for those that lead to it. */
export function goneProductPage(site: SiteFacts): string {
  return pageFrame({
    site,
    root,
    title: site.title,
    description: site.title,
    main: html`<div class="page"><h1 class="site-heading">${both(({ site: words }) => words.gone)}</h1>
<p class="grid-more"><a class="button" href="${root}index.html">${both(({ site: words }) => words.back)}</a></p></div>`,
  });
}

function summary(product: ProductDetail): Html {
  return html`<section class="chosen">
<div class="chosen-inner">
<div class="chosen-photo">${photo(product.image, { root, alt: product.title, isEarly: true })}${stockMark(product)}</div>
<div class="chosen-name">
${product.brand !== null && html`<p class="chosen-brand">${product.brand}</p>`}
<h1 class="chosen-title">${product.title}</h1>
<p class="chosen-price">${priceText(product)}</p>
</div>
<div class="chosen-more">
${product.description !== null && html`<p class="site-description">${product.description}</p>`}
${morePhotos(product)}
<p class="chosen-actions">${shopLink(product, true)}</p>
</div>
</div>
</section>`;
}

function morePhotos({ photos, image, title }: ProductDetail): Html | null {
  const others = [...new Set(photos.map((one) => one.image))].filter((one) => one !== null && one !== image);
  if (others.length === 0) return null;
  return html`<ul class="chosen-photos site-photos">
${others.map((other, i) => html`<li>${photo(other, { root, alt: `${title} (${i + 2})` })}</li>`)}
</ul>`;
}

function offerList(offers: Offers['items']): Html {
  return html`<section class="offers" aria-labelledby="offers"><h2 id="offers" class="site-heading">${both(({ web }) => web.card.offers(offers.length, null))}</h2>
<ol>
${offers.map(
  (offer) =>
    html`<li class="offer"><p class="offer-price">${priceText(offer)}</p><p class="offer-shop"><a href="${pageOf(offer.id, root)}">${offer.title}</a></p><p class="site-offer-shop">${shopLink(offer)}</p></li>\n`,
)}
</ol>
</section>`;
}

function similarRow(similar: readonly Hit[]): Html {
  const products = (match: Hit['match']) =>
    similar.filter((hit) => hit.match === match).map(({ product }) => product);
  const [good, loose] = [products('good'), products('loose')];
  return html`<section class="row" id="similar" tabindex="-1" aria-labelledby="similar-heading">
<div class="row-head"><h2 id="similar-heading">${both(({ web }) => web.product.similar)}</h2></div>
${similar.length === 0 && html`<p>${both(({ web }) => web.product.noSimilar)}</p>`}
${good.length > 0 && productGrid(good, root)}
${
  loose.length > 0 &&
  html`<div class="site-loose"><h3>${both(({ web }) => web.results.loose)}</h3><p>${both(({ web }) => web.results.looseMeans)}</p></div>
${productGrid(loose, root)}`
}
</section>`;
}
