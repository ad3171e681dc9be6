// Which platform's product list a shop has, by the signs on its own pages: ordinary shops are never probed.

import { absoluteUrl, isSameSite } from '../links/shop-address.ts';
import type { ParsedPage } from '../page/parsed-page.ts';
import { parseCurrency } from '../text/price-text.ts';
import { shopifyPageSize } from './shopify-products.ts';
import { wooPageSize } from './woocommerce-products.ts';

/** Scripts beyond this length are programs; the signs stand in short ones. */
const longestScript = 100_000;

const wooClass = /(^|\s)(woocommerce(-\S+)?|wc-block\S*)(\s|$)/;

/** The first pages of the doors that this page's shop has: addresses, none or one as a rule. */
export function findDoors(page: ParsedPage, baseUrl: string): string[] {
  return [findShopify(page, baseUrl), findWooCommerce(page)]
    .filter((door) => door !== null)
    .filter((door) => isSameSite(door, baseUrl));
}

/** True for a page that one of Shopify's own themes made, by where its scripts and styles come from. */
export function isShopifyTheme(page: ParsedPage): boolean {
  return [...page.byTag('link'), ...page.byTag('script')].some(({ attribs }) =>
    /\/cdn\/shop\/|cdn\.shopify\.com\/(s\/files|shopifycloud)\//.test(
      (attribs.href ?? attribs.src ?? '').slice(0, 500),
    ),
  );
}

/** Headless shops show Shopify's photos too, but only its own themes set `Shopify.shop`, and have the list. */
function findShopify(page: ParsedPage, baseUrl: string): string | null {
  const scripts = page
    .byTag('script')
    .filter(({ attribs }) => attribs.src === undefined)
    .map((script) => page.$(script).text())
    .filter((text) => text.length < longestScript && text.includes('Shopify.'));
  const find = (pattern: RegExp) => scripts.map((text) => pattern.exec(text)?.[1]).find(Boolean) ?? null;
  if (find(/\bShopify\.shop\s*=\s*["']([\w-]+\.myshopify\.com)["']/) === null) return null;
  const root = find(/\bShopify\.routes\.root\s*=\s*["'](\/[\w/-]{0,40})["']/) ?? '/';
  // Another country's pages have other prices; the list wanted is the one of the pages the crawl began with.
  if (root !== countryRoot(baseUrl)) return null;
  // Shown to this visitor in a converted currency: the list may be in the shop's own, so its prices would be mislabelled.
  const rate = find(/\bShopify\.currency\s*=\s*\{[^}]{0,60}["']rate["']\s*:\s*["']([\d.]{1,20})["']/);
  if (rate !== null && Number(rate) !== 1) return null;
  const currency = parseCurrency(
    find(/\bShopify\.currency\s*=\s*\{\s*["']active["']\s*:\s*["']([A-Z]{3})["']/) ?? metaCurrency(page),
  );
  const door = absoluteUrl(`${root}products.json`, page.url);
  if (door === null) return null;
  // The list names no currency. Asked for in the address it is what Shopify answers in, and stays known.
  return `${door}?${currency === null ? '' : `currency=${currency}&`}limit=${shopifyPageSize}&page=1`;
}

/** `/en-gb/` of a shop whose address begins so. */
function countryRoot(baseUrl: string): string {
  const [, first = ''] = (URL.parse(baseUrl)?.pathname ?? '/').split('/');
  return /^[a-z]{2}(-[a-z]{2,4})?$/i.test(first) ? `/${first}/` : '/';
}

function metaCurrency(page: ParsedPage): string | null {
  const named = page
    .byTag('meta')
    .find(({ attribs }) => /^(og|product):price:currency$/.test(attribs.property ?? ''));
  return named?.attribs.content ?? null;
}

function findWooCommerce(page: ParsedPage): string | null {
  if (!hasWooSigns(page)) return null;
  const api = page.byTag('link').find(({ attribs }) => attribs.rel === 'https://api.w.org/');
  const root = absoluteUrl(api?.attribs.href ?? `${wordPressRoot(page)}wp-json/`, page.url);
  const url = root === null ? null : URL.parse(root);
  if (url === null) return null;
  const query = `page=1&per_page=${wooPageSize}`;
  // Without pretty addresses the API is `/?rest_route=/`.
  if (url.searchParams.has('rest_route')) {
    return `${url.origin}${url.pathname}?${query}&rest_route=/wc/store/v1/products`;
  }
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}wc/store/v1/products?${query}`;
}

function hasWooSigns(page: ParsedPage): boolean {
  if (wooClass.test(page.byTag('body')[0]?.attribs.class ?? '')) return true;
  const isWoo = (value = '') => value.includes('/plugins/woocommerce/');
  return (
    page.byTag('link').some(({ attribs }) => isWoo(attribs.href)) ||
    page.byTag('script').some(({ attribs }) => isWoo(attribs.src))
  );
}

/** Where WordPress lives when it keeps its API's address to itself: before the folder of its themes. */
function wordPressRoot(page: ParsedPage): string {
  for (const { attribs } of [...page.byTag('link'), ...page.byTag('script')]) {
    const [root = '', rest] = (attribs.href ?? attribs.src ?? '').split('wp-content/', 2);
    const address = rest === undefined ? null : absoluteUrl(root || '/', page.url);
    if (address !== null && isSameSite(address, page.url)) return address;
  }
  return '/';
}
