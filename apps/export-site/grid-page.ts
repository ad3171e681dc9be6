// A page of the grid: cards, and plain links to the pages before and after.
import type { Product } from '../../catalog/products/product-rows.ts';
import { both } from './both-languages.ts';
import { type Html, html } from './html.ts';
import { pageFrame, type SiteFacts } from './page-frame.ts';
import { productCard, productGrid } from './product-card.ts';

export interface GridPage {
  site: SiteFacts;
  products: readonly Product[];
  /** From 1. */
  number: number;
  pages: number;
}

/** The first is where the site begins; the others stand in a folder. */
export const gridPageFile = (number: number): string =>
  number === 1 ? 'index.html' : `pages/${number}.html`;

export function gridPage({ site, products, number, pages }: GridPage): string {
  const root = number === 1 ? '' : '../';
  const address = (to: number) => (to < 1 || to > pages ? null : root + gridPageFile(to));
  const [prev, next] = [address(number - 1), address(number + 1)];
  return pageFrame({
    site,
    root,
    title: number === 1 ? site.title : `${site.title} · ${number}`,
    description: `${site.title}: ${products
      .slice(0, 3)
      .map(({ title }) => title)
      .join(', ')}, …`,
    links: { prev, next },
    main: html`<div class="page">
${findPanel(site, root)}
<section class="results" id="window" aria-labelledby="window-heading">
<div class="results-head"><h1 class="site-heading" id="window-heading">${both(({ web }) => web.results.home)}</h1><p class="results-count">${both(({ web }) => web.results.count(0, site.products, false))}</p></div>
${productGrid(products, root)}
${pages > 1 && pageLinks({ prev, next, number, pages })}
</section>
</div>`,
  });
}

function pageLinks({
  prev,
  next,
  number,
  pages,
}: {
  prev: string | null;
  next: string | null;
  number: number;
  pages: number;
}): Html {
  return html`<nav class="site-pages" aria-labelledby="pages-heading">
<h2 class="unseen" id="pages-heading">${both(({ site }) => site.pages)}</h2>
${prev !== null && html`<a class="button" rel="prev" href="${prev}">${both(({ site }) => site.previous)}</a>`}
<p>${both(({ site }) => site.page(number, pages))}</p>
${next !== null && html`<a class="button" rel="next" href="${next}">${both(({ site }) => site.next)}</a>`}
</nav>`;
}

/** What the script fills with what was found; hidden until words are typed. */
function findPanel({ shops }: SiteFacts, root: string): Html {
  return html`<section class="results" id="found" aria-labelledby="found-heading" hidden>
<div class="results-head">
<h2 id="found-heading"></h2><p class="results-count" id="found-count" role="status"></p>
<div class="sort site-narrow">
${shops.length > 1 && html`<label for="shop" class="unseen">${both(({ site }) => site.shop)}</label><select id="shop"><option value="">${shops.length}</option>${shops.map((shop) => html`<option>${shop}</option>`)}</select>`}
<label for="order" class="unseen">${both(({ site }) => site.order)}</label><select id="order"><option value="mixed"></option><option value="price"></option><option value="-price"></option></select>
</div>
</div>
<ul class="grid" id="found-grid"></ul>
<p id="found-nothing" hidden>${both(({ site }) => site.nothing)}</p>
<p class="grid-more"><button class="button" type="button" id="found-more" hidden>${both(({ web }) => web.results.more)}</button></p>
</section>
<template id="card">${productCard(blank, { root })}</template>`;
}

const blank: Product = {
  id: 0,
  shop: { id: 0, name: '' },
  url: '',
  sku: null,
  title: '',
  brand: '',
  description: null,
  price: null,
  availability: null,
  category: [],
  image: '/images/.webp',
  thumbHash: null,
};
