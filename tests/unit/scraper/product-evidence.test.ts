// Which pages are product pages: one product of their own, told by data or by several visible signs, and nothing else.
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product/product-page.ts';

const title = (html: string, path: string) =>
  parseProductPage(`<html><body>${html}</body></html>`, `https://shop.example${path}`)?.title ?? null;
const jsonLd = (node: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...node })}</script>`;
const card = (name: string, price: string) =>
  `<div class="product-card"><a href="/p/${name}"><img src="/${name}.jpg" alt="${name}"><h3>${name}</h3></a><span class="price">${price}</span>
   <button class="add-to-cart">Add to cart</button></div>`;
const cards = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta']
  .map((name, index) => card(name, `$${index + 19}.99`))
  .join('');
const words = `<p>${'Words about taps and their finish. '.repeat(30)}</p>`;

describe('no product is seen', () => {
  it.each([
    ['a list without markup', '/taps', `<title>Taps</title><h1>Taps</h1><p>48 products</p>${cards}`],
    [
      'a list with an ItemList',
      '/taps',
      `<h1>Taps</h1>${cards}${jsonLd({ '@type': 'ItemList', itemListElement: ['a', 'b', 'c'].map((name) => ({ '@type': 'ListItem', item: { '@type': 'Product', name, offers: { price: 1 } } })) })}`,
    ],
    [
      'a list with a product for each',
      '/taps',
      `<h1>Taps</h1>${cards}${['alpha', 'beta', 'gamma'].map((name) => jsonLd({ '@type': 'Product', name, url: `/p/${name}`, offers: { price: 5 } })).join('')}`,
    ],
    [
      'a list with a single product of another page',
      '/taps',
      `<h1>Taps</h1>${card('alpha', '$5')}${jsonLd({ '@type': 'Product', name: 'alpha', url: '/p/alpha', offers: { price: 5 } })}`,
    ],
    [
      'a short list without names for anything',
      '/chairs',
      `<title>Chairs</title><h1>Chairs</h1>${[1, 2, 3].map((n) => `<li><a href="/p/${n}">Chair ${n}</a><b class="price">$${n}9.00</b><button>Add to cart</button></li>`).join('')}`,
    ],
    [
      'a page that was not found',
      '/p/44112233',
      '<h1>Sorry, page not found</h1><a href="/p/1">Lamp</a> <span class="price">$19.00</span><button>Add to cart</button>',
    ],
    [
      'search results',
      '/search?q=tap',
      `<h1>Results for tap</h1>${cards}${jsonLd({ '@type': 'SearchResultsPage' })}`,
    ],
    [
      'a front page with an offer of the day',
      '/',
      `<h1>Shop of taps</h1><h2>Alpha</h2><p class="price">$19.99</p><button>Add to cart</button>${jsonLd({ '@type': 'Product', name: 'Alpha', offers: { price: 19.99 } })}`,
    ],
    [
      'the front page in a language',
      '/en-gb/',
      `<meta property="og:type" content="product"><h1>Shop of taps</h1>${cards}`,
    ],
    [
      'an article that names a price',
      '/blog/taps',
      `<meta property="og:type" content="article"><h1>Ten taps under $50</h1>${words}<p>The best costs $49.99.</p>${words}`,
    ],
    [
      'a review with markup',
      '/blog/review',
      `<h1>Ten taps</h1><p>$49.99 <a class="btn" href="https://other.example">Buy now</a></p>${words}${jsonLd({ '@type': 'BlogPosting', headline: 'Ten taps' })}`,
    ],
    [
      'a page about shipping',
      '/shipping',
      `<h1>Shipping</h1><p>Orders over €50 ship free, others for €4.95.</p>${words}`,
    ],
    [
      'a cart',
      '/cart',
      `<h1>Your cart</h1><table><tr><td>Alpha</td><td><input name="quantity"></td><td>$19.99</td></tr><tr><td>Beta</td><td><input name="quantity"></td><td>$29.99</td></tr></table><p>Total $49.98</p><form action="/cart/update"><button>Checkout</button></form>`,
    ],
    ['an empty page', '/p/alpha', ''],
    [
      'a page for a robot to prove itself',
      '/p/alpha',
      '<title>Just a moment...</title><h1>Checking your browser</h1>',
    ],
  ])('on %s', (_, path, html) => {
    expect(title(html, path)).toBeNull();
  });
});

describe('a product is seen', () => {
  const buyBox = (price: string, button = 'Add to cart') =>
    `<title>Aurora Tap | Shop</title><h1>Aurora Tap</h1><p class="price">${price}</p><form action="/cart/add"><input name="quantity" value="1"><button>${button}</button></form>${words}`;

  it.each([
    ['only text and a form tell of', '/aurora-tap', buyBox('$19.99')],
    [
      'other products are shown below',
      '/aurora-tap',
      `${buyBox('$19.99')}<section class="related"><h2>You may also like</h2>${cards}</section>`,
    ],
    [
      'other products are marked up below, and OpenGraph calls a product',
      '/aurora-tap',
      `<meta property="og:type" content="product">${buyBox('$19.99')}${jsonLd({ '@type': 'ItemList', itemListElement: [{ item: { '@type': 'Product', name: 'x' } }] })}`,
    ],
    ['a shop in another language sells', '/tasapesuallas/aurora-tap', buyBox('19,99 €', 'Lisää ostoskoriin')],
  ])('that %s', (_, path, html) => {
    expect(title(html, path)).toBe('Aurora Tap');
  });

  it('on an article’s page that has a product of its own', () => {
    const html = `<meta property="og:type" content="article"><h1>Aurora Tap</h1>${jsonLd({ '@type': 'Product', name: 'Aurora Tap', offers: { price: 5 } })}`;
    expect(title(html, '/for-sale/1')).toBe('Aurora Tap');
  });
});
