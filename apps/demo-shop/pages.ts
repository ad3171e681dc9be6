// The shop's pages: home, listings, products, and the page for addresses that are not there.
import type { DemoTap } from './catalogue.ts';
import { html, jsonScript, type Markup } from './html.ts';
import { type Category, categorySlug, type Stock } from './stock.ts';
import { breadcrumbData, photoUrls, productData } from './structured-data.ts';

export const shopName = 'Spout & Lever';
export const listingSize = 24;

export function homePage(stock: Stock, base: string): string {
  return page({
    stock,
    title: `${shopName}: taps for kitchens, basins and baths`,
    url: `${base}/`,
    head: html`<meta name="description" content="${stock.taps.length} taps in every finish we could think of.">`,
    body: html`<h1>Taps worth turning on</h1>
      <p class="lead">${stock.taps.length} taps for kitchens, basins and baths, in chrome, gold, copper, black and colours you would not expect.</p>
      ${grid(stock.taps.slice(0, 12))}
      <p class="pages"><a href="/taps">All ${stock.taps.length} taps</a></p>`,
  });
}

/** One page of a listing, or null when there is no such page. `number` counts from 1. */
export function listingPage(
  stock: Stock,
  base: string,
  category: Category,
  path: string,
  number: number,
): string | null {
  const count = Math.max(1, Math.ceil(category.taps.length / listingSize));
  if (!Number.isInteger(number) || number < 1 || number > count) return null;
  const address = (at: number): string => `${base}${path}${at === 1 ? '' : `?page=${at}`}`;
  const shown = category.taps.slice((number - 1) * listingSize, number * listingSize);
  return page({
    stock,
    title: `${category.name}${number === 1 ? '' : `, page ${number}`} | ${shopName}`,
    url: address(number),
    head: html`${number > 1 ? html`<link rel="prev" href="${address(number - 1)}">` : null}${number < count ? html`<link rel="next" href="${address(number + 1)}">` : null}`,
    body: html`<h1>${category.name}</h1>
      <p class="lead">${category.taps.length} taps, page ${number} of ${count}.</p>
      ${grid(shown)}
      <p class="pages">${number > 1 ? html`<a rel="prev" href="${address(number - 1)}">Previous</a>` : null}
      ${number < count ? html`<a rel="next" href="${address(number + 1)}">Next</a>` : null}</p>`,
  });
}

export function productPage(stock: Stock, tap: DemoTap, base: string): string {
  const photos = photoUrls(tap, base);
  const [root = '', leaf = ''] = tap.category;
  return page({
    stock,
    title: `${tap.title} by ${tap.brand} | ${shopName}`,
    url: `${base}/products/${tap.slug}`,
    head: html`<meta name="description" content="${tap.description}">
      <meta property="og:type" content="product"><meta property="og:title" content="${tap.title}">
      <meta property="og:description" content="${tap.description}"><meta property="og:image" content="${photos[0] ?? ''}">
      <meta property="og:url" content="${base}/products/${tap.slug}"><meta property="og:site_name" content="${shopName}">
      <meta property="product:price:amount" content="${tap.price.toFixed(2)}"><meta property="product:price:currency" content="${tap.currency}">
      <meta property="product:availability" content="${tap.availability === 'in_stock' ? 'in stock' : 'out of stock'}">
      ${jsonScript(productData(tap, base))}${jsonScript(breadcrumbData(tap, base))}`,
    body: html`<p class="crumbs"><a href="/">Home</a> › <a href="/category/${categorySlug(root)}">${root}</a> › ${leaf}</p>
      <article class="product">
        <div>${photos.map((url, index) => html`<img src="${url}" width="640" height="640" alt="${index === 0 ? tap.title : `${tap.title}, another view`}">`)}</div>
        <div><p class="brand">${tap.brand}</p><h1>${tap.title}</h1>
          <p class="price">${money(tap)}</p><p class="stock">${stockLine(tap)}</p><p>${tap.description}</p>
          <a class="buy${tap.availability === 'in_stock' ? '' : ' none'}" href="/cart?add=${tap.sku}" rel="nofollow">${tap.availability === 'in_stock' ? 'Add to basket' : 'Out of stock'}</a>
          <table><tr><th>Finish</th><td>${tap.finishLabel}</td></tr><tr><th>Type</th><td>${leaf}</td></tr><tr><th>Brand</th><td>${tap.brand}</td></tr><tr><th>SKU</th><td>${tap.sku}</td></tr></table>
        </div>
      </article>`,
  });
}

export function notFoundPage(stock: Stock, base: string): string {
  return page({
    stock,
    title: `Not found | ${shopName}`,
    url: `${base}/`,
    head: html`<meta name="robots" content="noindex">`,
    body: html`<h1>This page ran dry</h1><p class="lead">There is nothing at this address. Try <a href="/taps">all taps</a>.</p>`,
  });
}

function page(content: { stock: Stock; title: string; url: string; head: Markup; body: Markup }): string {
  const links = content.stock.categories.map(
    ({ name, slug }) => html`<a href="/category/${slug}">${name}</a>`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title}</title><link rel="canonical" href="${content.url}"><link rel="stylesheet" href="/style.css">
${content.head}</head>
<body><header><a class="name" href="/">${shopName}</a><nav><a href="/taps">All taps</a>${links}</nav></header>
<main>${content.body}</main>
<footer>${shopName} is a demonstration shop. Its taps are drawn by a program and cannot be bought.</footer></body></html>
`.markup;
}

const grid = (taps: readonly DemoTap[]): Markup => html`<ul class="grid">${taps.map(card)}</ul>`;

const card = (tap: DemoTap): Markup => html`<li class="card"><a href="/products/${tap.slug}">
  <img src="/photos/${tap.photos[0]?.id ?? ''}.jpg" width="640" height="640" loading="lazy" alt="">
  <p class="brand">${tap.brand}</p><span class="title">${tap.title}</span></a><span class="price">${money(tap)}</span></li>`;

const money = (tap: DemoTap): string => `$${tap.price.toFixed(2)}`;
const stockLine = (tap: DemoTap): string =>
  tap.availability === 'in_stock' ? 'In stock, sent within two days' : 'Out of stock at the moment';
