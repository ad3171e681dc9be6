// What is read off product pages: nestings of JSON-LD, fallbacks to meta tags, and hostile pages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product/product-page.ts';

const url = 'https://shop.example/taps/aurora?utm_source=mail';

function page(jsonLd: unknown, rest = ''): string {
  const scripts = (Array.isArray(jsonLd) ? jsonLd : [jsonLd]).map(
    (script) => `<script type="application/ld+json">${JSON.stringify(script)}</script>`,
  );
  return `<!doctype html><html><head>${scripts.join('')}${rest}</head><body><h1>Heading</h1></body></html>`;
}

const full = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: ' Aurora&amp;nbsp;&quot;Gold&quot;   Tap ',
  sku: 4711,
  brand: { '@type': 'Brand', name: 'Wasserwerk' },
  description: '<p>Solid brass.</p><ul><li>Easy</li></ul>',
  image: [
    '/img/1.jpg',
    { '@type': 'ImageObject', url: '//cdn.example/2.jpg' },
    '/img/1.jpg',
    'data:image/png;base64,x',
  ],
  offers: {
    '@type': 'Offer',
    price: '1,299.00',
    priceCurrency: 'usd',
    availability: 'https://schema.org/InStock',
  },
};

const price = (offers: unknown) => parseProductPage(page({ ...full, offers }), url)?.price;

describe('parseProductPage', () => {
  it('reads a plain JSON-LD product whole', () => {
    expect(parseProductPage(page(full), url)).toEqual({
      url: 'https://shop.example/taps/aurora',
      sku: '4711',
      title: 'Aurora "Gold" Tap',
      brand: 'Wasserwerk',
      description: 'Solid brass. Easy',
      price: 1299,
      currency: 'USD',
      availability: 'in_stock',
      category: [],
      photoUrls: ['https://shop.example/img/1.jpg', 'https://cdn.example/2.jpg'],
      regularPrice: null,
      gtin: null,
      mpn: null,
      rating: null,
      variants: [],
      sources: {
        sku: 'json-ld',
        title: 'json-ld',
        brand: 'json-ld',
        description: 'json-ld',
        price: 'json-ld',
        currency: 'json-ld',
        availability: 'json-ld',
        photoUrls: 'json-ld',
      },
    });
  });

  it.each([
    ['an @graph', { '@graph': [{ '@type': 'WebSite', name: 'Shop' }, full] }],
    ['a list', [[{ '@type': 'Organization', name: 'Shop' }, full]]],
    ['several scripts', [{ '@type': 'WebSite', name: 'Shop' }, full]],
    ['a type in a list with a prefix', { ...full, '@type': ['http://schema.org/Product', 'Thing'] }],
    ['mainEntity of the page', { '@type': 'ItemPage', mainEntity: full }],
  ])('finds the product in %s', (_, jsonLd) => {
    expect(parseProductPage(page(jsonLd), url)?.price).toBe(1299);
  });

  it('finds the price in every nesting of offers', () => {
    expect(price([{ '@type': 'Offer', price: 5 }])).toBe(5);
    expect(price({ '@type': 'AggregateOffer', lowPrice: '7.50', highPrice: 9 })).toBe(7.5);
    expect(price({ '@type': 'AggregateOffer', offers: [{ price: '8' }, { price: '9' }] })).toBe(8);
    expect(price({ priceSpecification: { price: 11 } })).toBe(11);
    const crossedOut = { priceType: 'https://schema.org/StrikethroughPrice', price: 20 };
    expect(price({ priceSpecification: [crossedOut, { price: 12 }] })).toBe(12);
    expect(price({ price: -3 })).toBeNull();
    expect(price('free')).toBeNull();
  });

  it('calls a product in stock when one of several offers is', () => {
    const offers = [
      { price: 1, availability: 'OutOfStock' },
      { price: 2, availability: { '@id': 'http://schema.org/InStock' } },
    ];
    expect(parseProductPage(page({ ...full, offers }), url)?.availability).toBe('in_stock');
  });

  it('follows references by @id to other objects on the page', () => {
    const graph = [
      { ...full, offers: { '@id': '#offer' }, brand: { '@id': '#brand' } },
      { '@id': '#offer', '@type': 'Offer', price: 42, priceCurrency: 'EUR' },
      { '@id': '#brand', '@type': 'Brand', name: 'Linked' },
    ];
    expect(parseProductPage(page({ '@graph': graph }), url)).toMatchObject({
      price: 42,
      currency: 'EUR',
      brand: 'Linked',
    });
  });

  it('takes a ProductGroup with its first variant’s offer and all photos', () => {
    const group = {
      '@type': 'ProductGroup',
      name: 'Aurora',
      hasVariant: [
        { '@type': 'Product', sku: 'A-1', image: '/a.jpg', offers: { price: 10, priceCurrency: 'EUR' } },
        { '@type': 'Product', sku: 'A-2', image: '/b.jpg', offers: { price: 12, priceCurrency: 'EUR' } },
      ],
    };
    expect(parseProductPage(page(group), url)).toMatchObject({
      title: 'Aurora',
      sku: 'A-1',
      price: 10,
      photoUrls: ['https://shop.example/a.jpg', 'https://shop.example/b.jpg'],
    });
  });

  it('takes the category from the breadcrumbs, without the home page and the product', () => {
    const crumbs = {
      '@type': 'BreadcrumbList',
      itemListElement: [
        { position: 2, item: { '@id': '/bath', name: 'Bath' } },
        { position: 1, name: 'Welcome', item: 'https://shop.example/' },
        { position: 3, name: 'Taps', item: '/taps' },
        { position: 4, name: 'Aurora "Gold" Tap' },
      ],
    };
    expect(parseProductPage(page([full, crumbs]), url)?.category).toEqual(['Bath', 'Taps']);
    expect(parseProductPage(page({ ...full, category: 'Home > Bath > Taps' }), url)?.category).toEqual([
      'Home',
      'Bath',
      'Taps',
    ]);
  });

  it('fills what JSON-LD leaves open from meta tags, and never mixes price and currency of two sources', () => {
    const meta = `<meta property="og:image" content="/og.jpg"><meta property="product:price:amount" content="50">
      <meta property="product:price:currency" content="JPY"><meta property="og:description" content="From meta">`;
    const thin = { '@type': 'Product', name: 'Thin' };
    expect(parseProductPage(page(thin, meta), url)).toMatchObject({
      title: 'Thin',
      price: 50,
      currency: 'JPY',
      description: 'From meta',
      photoUrls: ['https://shop.example/og.jpg'],
    });
    expect(parseProductPage(page({ ...thin, offers: { price: 3 } }, meta), url)).toMatchObject({
      price: 3,
      currency: null,
    });
  });

  it('reads a page that has meta tags only', () => {
    const html = `<meta property="og:type" content="product"><meta property="og:title" content="Only &amp; meta">
      <meta property="product:availability" content="in stock">`;
    expect(parseProductPage(html, url)).toMatchObject({
      title: 'Only & meta',
      availability: 'in_stock',
      price: null,
    });
  });

  it('sees no product on an article, a page of listed products or an empty page', () => {
    expect(parseProductPage('', url)).toBeNull();
    expect(parseProductPage('<meta property="og:type" content="article"><h1>News</h1>', url)).toBeNull();
    const listed = ['a', 'b', 'c'].map((name) => ({ ...full, name, url: `/taps/${name}` }));
    expect(parseProductPage(page(listed), url)).toBeNull();
    const itemList = { '@type': 'ItemList', itemListElement: [{ item: full }] };
    expect(parseProductPage(page(itemList), url)).toBeNull();
  });

  it('tells the page’s own product from related ones by address or title', () => {
    const others = ['b', 'c'].map((name) => ({ ...full, name, url: `/taps/${name}` }));
    const own = { ...full, name: 'Mine', url: '/taps/aurora' };
    expect(parseProductPage(page([...others, own]), url)?.title).toBe('Mine');
    expect(parseProductPage(page([...others, { ...full, name: 'Heading' }]), url)?.title).toBe('Heading');
  });

  it('takes the canonical address only within the shop, and not the home page or a list', () => {
    const withCanonical = (href: string) =>
      parseProductPage(page(full, `<link rel="canonical" href="${href}">`), url)?.url;
    expect(withCanonical('/p/1#top')).toBe('https://shop.example/p/1');
    expect(withCanonical('https://www.shop.example/p/1')).toBe('https://www.shop.example/p/1');
    expect(withCanonical('https://evil.example/p/1')).toBe('https://shop.example/taps/aurora');
    expect(withCanonical('javascript:alert(1)')).toBe('https://shop.example/taps/aurora');
    expect(withCanonical('/')).toBe('https://shop.example/taps/aurora');
    expect(withCanonical('/taps/')).toBe('https://shop.example/taps/aurora');
    expect(withCanonical('/taps/aurora/')).toBe('https://shop.example/taps/aurora/');
  });

  it('takes the marks out of a title that would turn what stands beside it around', () => {
    const name = '\u202egold\u202c \u2066tap\u2069 \u05d1\u05e8\u05d6\u200f';
    expect(parseProductPage(page({ ...full, name }), url)?.title).toBe('gold tap \u05d1\u05e8\u05d6\u200f');
  });

  it('cuts endless texts and keeps them storable', () => {
    const product = parseProductPage(
      page({ ...full, name: '\u0000\ud83d'.repeat(9), description: '😀'.repeat(9999) }),
      url,
    );
    expect(product?.description?.length).toBeLessThanOrEqual(5000);
    expect(JSON.stringify(product)).not.toMatch(/\\u0000|\\ud83d/);
  });

  it('never throws on any JSON-LD, and gives only plausible fields', () => {
    const key = fc.constantFrom(
      '@type',
      '@id',
      '@graph',
      'name',
      'offers',
      'price',
      'image',
      'brand',
      'hasVariant',
      'itemListElement',
      'item',
      'category',
      'priceSpecification',
      'availability',
      'sku',
      'priceType',
      'toString',
      'valueOf',
      '__proto__',
      'position',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(
          'Product',
          'BreadcrumbList',
          'Offer',
          '#a',
          '/x.jpg',
          '12,50',
          null,
          -1,
          Number.MAX_VALUE,
          '',
        ),
        fc.string(),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(key, tie('node'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(node, (extra) => {
        const product = parseProductPage(page({ ...full, ...(typeof extra === 'object' ? extra : {}) }), url);
        if (product === null) return;
        expect(product.price === null || product.price >= 0).toBe(true);
        expect(product.currency ?? 'USD').toMatch(/^[A-Z]{3}$/);
        for (const photo of product.photoUrls) expect(photo).toMatch(/^https?:\/\//);
        expect(product.title.trim()).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on any text', () => {
    const piece = fc.constantFrom(
      '<script type="application/ld+json">',
      '</script>',
      '<meta property="og:type" content="product">',
      '<meta content=',
      '<link rel=canonical href="',
      '"',
      '>',
      '<base href="http://[">',
      '{"@type":"Product"',
      '<!--',
      '<![CDATA[',
      '&#0;',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (pieces) => {
        parseProductPage(pieces.join(''), url);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['elements', '<div>'.repeat(200_000)],
    [
      'lists in JSON-LD',
      `<script type="application/ld+json">${'['.repeat(200_000)}${']'.repeat(200_000)}</script>`,
    ],
    ['a heading', `<meta property="og:type" content="product"><h1>${'<b>'.repeat(200_000)}`],
    ['a title in markup', page({ ...full, name: '<b>'.repeat(100_000) })],
  ])('never throws on absurdly deep %s', (_, html) => {
    expect(() => parseProductPage(html, url)).not.toThrow();
  });
});
