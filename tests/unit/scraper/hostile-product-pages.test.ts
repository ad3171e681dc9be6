// Whatever a page holds, reading its product ends soon, without an exception, and with plausible fields only.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product/product-page.ts';

const url = 'https://shop.example/p/aurora-tap-4711?form=gold';

const page = `<html lang="en"><head><title>Aurora Tap | Shop</title><meta property="og:type" content="product">
<meta property="og:title" content="Aurora Tap"><meta property="product:price:amount" content="99.50"><link rel="canonical" href="/p/aurora-tap-4711">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"ProductGroup","@id":"#g","name":"Aurora Tap","hasVariant":[
{"@type":"Product","sku":"A-1","size":"S","offers":{"@type":"Offer","price":"99.50","priceCurrency":"EUR","availability":"InStock"}},{"@id":"#v"}]},
{"@type":"BreadcrumbList","itemListElement":[{"position":1,"item":{"@id":"/","name":"Home"}},{"position":2,"name":"Taps","item":"/taps"}]}]}</script>
<script>window.__STATE__ = {product: {name: 'Aurora Tap', price: {value: 99.5, currency: "EUR"}, variants: [{sku: 'A-1', price: 1}, {sku: 'A-2', price: 2}], images: ['/a.jpg']}};
dataLayer.push({ecommerce: {detail: {products: [{name: "Aurora Tap", price: '99.50', id: 'A-1'}]}}});</script></head>
<body><nav class="breadcrumb"><a href="/">Home</a><a href="/taps">Taps</a></nav><main itemscope itemtype="https://schema.org/Product" itemref="more"><h1 itemprop="name">Aurora Tap</h1>
<div class="gallery"><img src="/a-100x100.jpg" srcset="/a-100x100.jpg 100w, /a.jpg 900w" data-zoom-image="/a.jpg"></div>
<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><del>129,00 €</del> <b itemprop="price" content="99.50">99,50 €</b></div>
<form action="/cart/add" data-product_variations='[{"sku":"A-1","display_price":99.5,"attributes":{"size":"S"}}]'><button>Add to cart</button></form></main>
<p id="more"><span itemprop="sku">A-1</span></p></body></html>`;

/** Cuts, doubles and spoils pieces of the page, as broken templates and cut transfers do. */
const mutation = fc.array(
  fc.record({
    at: fc.nat(page.length),
    length: fc.nat(120),
    by: fc.oneof(
      fc.constantFrom(
        '',
        '"',
        "'",
        '<',
        '>',
        '{',
        '}',
        '[',
        ']',
        '</script>',
        '<script>',
        '<!--',
        '\\',
        '/*',
        '&quot;',
        '\u0000',
        '\ud800',
        '{"@type":"Product"',
        '-1',
        '1e999',
        'null',
        '__proto__',
        '@id',
        'itemscope ',
        'data:,',
      ),
      fc.string({ maxLength: 8 }),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('a spoiled product page', () => {
  it('never throws, and never gives implausible fields', () => {
    fc.assert(
      fc.property(mutation, (changes) => {
        const spoiled = changes.reduce(
          (html, { at, length, by }) => html.slice(0, at) + by + html.slice(at + length),
          page,
        );
        const product = parseProductPage(spoiled, url);
        if (product === null) return;
        expect(product.title.trim()).not.toBe('');
        expect(product.url).toMatch(/^https:\/\/shop\.example\//);
        for (const amount of [
          product.price,
          product.regularPrice,
          ...product.variants.map(({ price }) => price),
        ]) {
          expect(amount === null || (Number.isFinite(amount) && amount > 0)).toBe(true);
        }
        expect(product.regularPrice === null || product.regularPrice > Number(product.price)).toBe(true);
        expect(product.currency ?? 'EUR').toMatch(/^[A-Z]{3}$/);
        expect(product.gtin ?? '12345678').toMatch(/^\d{8,14}$/);
        expect(product.photoUrls.length).toBeLessThanOrEqual(50);
        for (const photo of product.photoUrls) expect(photo).toMatch(/^https?:\/\//);
        expect(JSON.stringify(product)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      { numRuns: 300 },
    );
  });

  it('is read when nothing is spoiled', () => {
    expect(parseProductPage(page, url)).toMatchObject({
      title: 'Aurora Tap',
      price: 99.5,
      regularPrice: 129,
      currency: 'EUR',
      category: ['Taps'],
      photoUrls: ['https://shop.example/a.jpg'],
    });
  });
});

const many = (piece: string, times: number) => piece.repeat(times);
const product = '<meta property="og:type" content="product"><h1>Aurora Tap</h1>';

// Each of these once cost a parser somewhere minutes: nesting, unclosed pieces, and repeated halves of a pattern.
describe('a page made to be slow', () => {
  it.each([
    ['open literals', `<script>price; ${many('a = {"price": [', 60_000)}</script>`],
    ['open strings', `<script>price; ${many(`a = {"x': "`, 60_000)}</script>`],
    ['expressions in a literal', `<script>price; a = {${many('b: (c ', 60_000)}}</script>`],
    [
      'deep JSON',
      `<script type="application/json">{"price":${many('{"a":', 100_000)}1${many('}', 100_000)}}</script>`,
    ],
    [
      'items that refer to each other',
      `${many('<div itemscope itemref="a b c" id="a"><p itemprop="x" id="b"></p>', 3000)}`,
    ],
    [
      'JSON-LD that refers to itself',
      `<script type="application/ld+json">{"@id":"#a","@type":"Product","name":"Aurora Tap","isVariantOf":{"@id":"#a"},"hasVariant":[{"@id":"#a"}],"offers":{"@id":"#a"}}</script>`,
    ],
    ['a long srcset', `<div class="gallery"><img srcset="${many('a.jpg 1x,', 50_000)}"></div>`],
    ['long names of classes', `<div class="${many('product image ', 50_000)}"><img src="/a.jpg"></div>`],
    ['many pictures', `<div class="gallery">${many('<img src="/a.jpg">', 20_000)}</div>`],
    ['many products', `<script>a = [${many('{"name":"Aurora Tap","price":1,"sku":"x"},', 20_000)}]</script>`],
    [
      'many offers',
      `<script type="application/ld+json">{"@type":"Product","name":"Aurora Tap","offers":[${many('{"price":1},', 50_000)}]}</script>`,
    ],
    ['slashes in a script', `<script>price ${many('//a', 200_000)}</script>`],
    [
      'spaces in names',
      `<script type="application/ld+json">{"@type":"Product","name":"Aurora${many(' ', 50_000)}Tap","category":"a${many(' ', 300_000)}>"}</script>`,
    ],
    ['attributes of JSON', many(`<i data-x='[{"price":1,"name":"Aurora Tap"}]'></i>`, 5000)],
    ['breadcrumbs in breadcrumbs', many('<div class="breadcrumb"><a href="/x">x</a>', 400)],
  ])('is read all the same: %s', (_, html) => {
    expect(parseProductPage(product + html, url)?.title).toBe('Aurora Tap');
  });
});
