// Platform doors: found by the signs on a shop's own pages, read into products in the shop's own words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchedResource } from '../../../scraper/fetch/fetched-resource.ts';
import { readPage } from '../../../scraper/page/page-reading.ts';

const baseUrl = 'https://shop.example/';

function resource(url: string, body: unknown, contentType = 'application/json'): FetchedResource {
  return {
    url: new URL(url, baseUrl).href,
    status: 200,
    notModified: false,
    contentType,
    charset: 'utf-8',
    etag: null,
    lastModified: null,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    transferredBytes: 0,
    fetchedAt: new Date(0),
  };
}

const readDoor = (url: string, body: unknown, site: Parameters<typeof readPage>[2]['site'] = null) =>
  readPage(resource(url, body), 'door', { baseUrl, site });

function doorsOf(html: string, options = { baseUrl }, url = '/'): string[] {
  const { links } = readPage(resource(url, html, 'text/html'), 'page', options);
  return links.filter(({ kind }) => kind === 'door').map((link) => link.url);
}

/** As Dawn and its heirs write it into every page's head. */
const shopifyHead = (currency = 'GBP', root = '/') => `<script>var Shopify = Shopify || {};
  Shopify.shop = "brass-basin.myshopify.com";
  Shopify.locale = "en";
  Shopify.currency = {"active":"${currency}","rate":"1.0"};
  Shopify.country = "GB";
  Shopify.theme = {"name":"Dawn","id":1,"schema_name":"Dawn","schema_version":"15.0.0","theme_store_id":887,"role":"main"};
  Shopify.cdnHost = "shop.example/cdn";
  Shopify.routes = Shopify.routes || {};
  Shopify.routes.root = "${root}";</script>`;

const wooHead = `<link rel="https://api.w.org/" href="https://shop.example/wp-json/" /><link rel='stylesheet' id='woocommerce-layout-css'
  href='https://shop.example/wp-content/plugins/woocommerce/assets/css/woocommerce-layout.css?ver=9.4.2' media='all' />`;

describe('a door', () => {
  it('of Shopify is found by its theme’s script, with the currency handed on', () => {
    expect(doorsOf(shopifyHead())).toEqual([
      'https://shop.example/products.json?currency=GBP&limit=250&page=1',
    ]);
  });

  it('of Shopify is left alone where the page shows converted prices: whose the list’s are is not said', () => {
    expect(doorsOf(shopifyHead('USD').replace('"rate":"1.0"', '"rate":"1.27"'))).toEqual([]);
  });

  it('of Shopify is the one of the country that the crawl began in', () => {
    expect(doorsOf(shopifyHead('EUR', '/de-de/'))).toEqual([]);
    expect(doorsOf(shopifyHead('EUR', '/de-de/'), { baseUrl: 'https://shop.example/de-de/' })).toEqual([
      'https://shop.example/de-de/products.json?currency=EUR&limit=250&page=1',
    ]);
  });

  it.each([
    [
      'the API’s own link',
      `<head>${wooHead}</head>`,
      'https://shop.example/wp-json/wc/store/v1/products?page=1&per_page=100',
    ],
    [
      'the body’s class, in a subfolder',
      `<link rel="https://api.w.org/" href="https://shop.example/shop/wp-json/"><body class="home page woocommerce-no-js">`,
      'https://shop.example/shop/wp-json/wc/store/v1/products?page=1&per_page=100',
    ],
    [
      'an API without pretty addresses',
      `<link rel="https://api.w.org/" href="https://shop.example/?rest_route=/"><body class="woocommerce-page">`,
      'https://shop.example/?page=1&per_page=100&rest_route=/wc/store/v1/products',
    ],
    [
      'a shop that hides the API’s link',
      `<script src="https://shop.example/shop/wp-content/plugins/woocommerce/assets/js/cart.js"></script>`,
      'https://shop.example/shop/wp-json/wc/store/v1/products?page=1&per_page=100',
    ],
  ])('of WooCommerce is found by %s', (_, html, door) => {
    expect(doorsOf(html)).toEqual([door]);
  });

  it.each([
    ['an ordinary shop', '<body class="shop"><script src="/js/app.js"></script>'],
    [
      'a blog on WordPress',
      '<link rel="https://api.w.org/" href="https://shop.example/wp-json/"><body class="home blog">',
    ],
    [
      'photos on Shopify’s servers alone',
      '<img src="https://cdn.shopify.com/s/files/1/a.jpg"><script>window.shop = {}</script>',
    ],
    [
      'an API on another site',
      `<link rel="https://api.w.org/" href="https://cms.example/wp-json/"><body class="woocommerce">`,
    ],
  ])('is not looked for by %s', (_, html) => {
    expect(doorsOf(html)).toEqual([]);
  });
});

/** As Shopify answers: prices as strings, "Default Title" for no option, tags as a list, no currency. */
const shopifyTap = {
  id: 7982301119,
  title: 'Aurora Basin Tap',
  handle: 'aurora-basin-tap',
  body_html:
    '<meta charset="utf-8"><p>Solid <strong>brass</strong>.</p>\n<ul><li>Height 16&nbsp;cm</li></ul>',
  published_at: '2025-03-01T10:00:00+00:00',
  created_at: '2025-02-27T09:11:12+00:00',
  updated_at: '2026-11-01T02:03:04+00:00',
  vendor: 'Northbrook',
  product_type: 'Basin Taps',
  tags: ['brass', 'sale'],
  variants: [
    {
      id: 44100000000001,
      title: 'Gold / Tall',
      option1: 'Gold',
      option2: 'Tall',
      option3: null,
      sku: 'NB-AU-G-T',
      requires_shipping: true,
      taxable: true,
      featured_image: null,
      available: false,
      price: '139.00',
      grams: 1800,
      compare_at_price: '159.00',
      position: 1,
      product_id: 7982301119,
    },
    {
      id: 44100000000002,
      title: 'Chrome / Tall',
      option1: 'Chrome',
      option2: 'Tall',
      option3: null,
      sku: 'NB-AU-C-T',
      requires_shipping: true,
      taxable: true,
      featured_image: {
        id: 5,
        product_id: 7982301119,
        position: 2,
        alt: null,
        width: 2000,
        height: 2000,
        src: 'https://cdn.shopify.com/s/files/1/02/chrome.jpg?v=17',
        variant_ids: [44100000000002],
      },
      available: true,
      price: '119.00',
      grams: 1800,
      compare_at_price: '129.00',
      position: 2,
      product_id: 7982301119,
    },
  ],
  images: [
    {
      id: 4,
      position: 1,
      product_id: 7982301119,
      variant_ids: [44100000000001],
      src: 'https://cdn.shopify.com/s/files/1/02/gold.jpg?v=17',
      width: 2000,
      height: 2000,
    },
    {
      id: 5,
      position: 2,
      product_id: 7982301119,
      variant_ids: [44100000000002],
      src: 'https://cdn.shopify.com/s/files/1/02/chrome.jpg?v=17',
      width: 2000,
      height: 2000,
    },
  ],
  options: [
    { name: 'Finish', position: 1, values: ['Gold', 'Chrome'] },
    { name: 'Size', position: 2, values: ['Tall'] },
  ],
};

const shopifyRing = {
  id: 2,
  title: 'O-Ring',
  handle: 'o-ring',
  body_html: null,
  vendor: '',
  product_type: '',
  tags: [],
  variants: [
    {
      id: 3,
      title: 'Default Title',
      option1: 'Default Title',
      option2: null,
      option3: null,
      sku: '',
      available: true,
      price: '0.90',
      compare_at_price: '0.00',
    },
  ],
  images: [],
  options: [{ name: 'Title', position: 1, values: ['Default Title'] }],
};

describe('Shopify’s product list', () => {
  const door = '/products.json?currency=GBP&limit=250&page=3';

  it('gives each product with what its page opens with', () => {
    const [tap, ring] = readDoor(door, { products: [shopifyTap, shopifyRing] }).products;
    expect(tap).toMatchObject({
      url: 'https://shop.example/products/aurora-basin-tap',
      title: 'Aurora Basin Tap',
      brand: 'Northbrook',
      description: 'Solid brass. Height 16 cm',
      price: 119,
      regularPrice: 129,
      currency: 'GBP',
      availability: 'in_stock',
      sku: 'NB-AU-C-T',
      gtin: null,
      category: ['Basin Taps'],
      photoUrls: [
        'https://cdn.shopify.com/s/files/1/02/gold.jpg?v=17',
        'https://cdn.shopify.com/s/files/1/02/chrome.jpg?v=17',
      ],
      rating: null,
      sources: { title: 'door', price: 'door' },
    });
    expect(tap?.variants).toEqual([
      {
        name: 'Gold / Tall',
        options: { Finish: 'Gold', Size: 'Tall' },
        sku: 'NB-AU-G-T',
        gtin: null,
        price: 139,
        regularPrice: 159,
        availability: 'out_of_stock',
        photoUrl: 'https://cdn.shopify.com/s/files/1/02/gold.jpg?v=17',
        url: 'https://shop.example/products/aurora-basin-tap?variant=44100000000001',
      },
      {
        name: 'Chrome / Tall',
        options: { Finish: 'Chrome', Size: 'Tall' },
        sku: 'NB-AU-C-T',
        gtin: null,
        price: 119,
        regularPrice: 129,
        availability: 'in_stock',
        photoUrl: 'https://cdn.shopify.com/s/files/1/02/chrome.jpg?v=17',
        url: 'https://shop.example/products/aurora-basin-tap?variant=44100000000002',
      },
    ]);
    expect(ring).toMatchObject({
      title: 'O-Ring',
      brand: null,
      description: null,
      price: 0.9,
      regularPrice: null,
      sku: null,
      variants: [],
      photoUrls: [],
    });
  });

  it('leads on until a page is empty', () => {
    const { links, lastDoorPage } = readDoor(door, { products: [shopifyRing] });
    expect(links.map(({ url, kind }) => [url, kind])).toEqual([
      ['https://shop.example/products.json?currency=GBP&limit=250&page=4', 'door'],
    ]);
    expect(lastDoorPage).toBe(false);
    expect(readDoor(door, { products: [] })).toEqual({ products: [], links: [], lastDoorPage: true });
  });

  it('takes the operator’s currency where the shop names none', () => {
    const site = { url: baseUrl, currency: 'EUR' };
    expect(
      readDoor('/products.json?limit=250&page=1', { products: [shopifyRing] }, site).products[0]?.currency,
    ).toBe('EUR');
    expect(
      readDoor('/products.json?limit=250&page=1', { products: [shopifyRing] }).products[0]?.currency,
    ).toBeNull();
  });

  it('gives only what the operator wants read', () => {
    const site = { url: baseUrl, exclude: ['/products/o-'] };
    expect(
      readDoor(door, { products: [shopifyTap, shopifyRing] }, site).products.map(({ title }) => title),
    ).toEqual(['Aurora Basin Tap']);
  });

  it('keeps products of a country’s folder in it, and odd handles in theirs', () => {
    const odd = ['ärmatur', '../../admin', '..', '', null, 'a b?c#d'].map((handle) => ({
      ...shopifyRing,
      handle,
    }));
    expect(readDoor('/de-de/products.json?page=1', { products: odd }).products.map(({ url }) => url)).toEqual(
      [
        'https://shop.example/de-de/products/%C3%A4rmatur',
        'https://shop.example/de-de/products/..%2F..%2Fadmin',
        'https://shop.example/de-de/products/a%20b%3Fc%23d',
      ],
    );
  });
});

/** As the Store API answers: minor units as strings, entities in names, categories in no order. */
const wooTap = {
  id: 812,
  name: 'Aurora Tap &#8211; Gold &amp; Brass',
  slug: 'aurora-tap',
  parent: 0,
  type: 'simple',
  variation: '',
  permalink: 'https://shop.example/product/aurora-tap/',
  sku: 'AU-1',
  short_description: '<p>A tap.</p>',
  description: '<p>Solid brass.</p>\n',
  on_sale: true,
  prices: {
    price: '11900',
    regular_price: '12900',
    sale_price: '11900',
    price_range: null,
    currency_code: 'EUR',
    currency_symbol: '€',
    currency_minor_unit: 2,
    currency_decimal_separator: ',',
    currency_thousand_separator: '.',
    currency_prefix: '',
    currency_suffix: ' €',
  },
  price_html: '<del>129,00&nbsp;€</del> <ins>119,00&nbsp;€</ins>',
  average_rating: '4.50',
  review_count: 12,
  images: [
    {
      id: 1,
      src: 'https://shop.example/wp-content/uploads/2025/03/tap.jpg',
      thumbnail: 'https://shop.example/wp-content/uploads/2025/03/tap-300x300.jpg',
      srcset: '',
      sizes: '',
      name: 'tap',
      alt: '',
    },
  ],
  categories: [
    {
      id: 17,
      name: 'Basin taps',
      slug: 'basin-taps',
      link: 'https://shop.example/product-category/taps/basin-taps/',
    },
    { id: 15, name: 'Sale', slug: 'sale', link: 'https://shop.example/product-category/sale/' },
    { id: 16, name: 'Taps', slug: 'taps', link: 'https://shop.example/product-category/taps/' },
  ],
  tags: [],
  brands: [
    { id: 30, name: 'Northbrook', slug: 'northbrook', link: 'https://shop.example/brand/northbrook/' },
  ],
  attributes: [],
  variations: [],
  has_options: false,
  is_purchasable: true,
  is_in_stock: true,
  is_on_backorder: false,
  low_stock_remaining: null,
  sold_individually: false,
  add_to_cart: { text: 'Add to cart', url: '?add-to-cart=812', minimum: 1, maximum: 9999 },
  extensions: {},
};

const wooShirt = {
  ...wooTap,
  id: 900,
  name: 'Plumber’s Shirt',
  permalink: 'https://shop.example/product/shirt/',
  type: 'variable',
  sku: '',
  brands: undefined,
  average_rating: '0',
  review_count: 0,
  prices: {
    ...wooTap.prices,
    price: '2000',
    regular_price: '2000',
    sale_price: '2000',
    currency_code: 'JPY',
    currency_minor_unit: 0,
    price_range: { min_amount: '2000', max_amount: '2500' },
  },
  is_in_stock: false,
  categories: [
    {
      id: 1,
      name: 'Uncategorized',
      slug: 'uncategorized',
      link: 'https://shop.example/product-category/uncategorized/',
    },
  ],
  attributes: [
    {
      id: 1,
      name: 'Colour',
      taxonomy: 'pa_colour',
      has_variations: true,
      terms: [
        { id: 5, name: 'Navy Blue', slug: 'navy-blue' },
        { id: 6, name: 'Red', slug: 'red' },
      ],
    },
    {
      id: 2,
      name: 'Brand',
      taxonomy: 'pa_brand',
      has_variations: false,
      terms: [{ id: 9, name: 'Fixwell', slug: 'fixwell' }],
    },
  ],
  variations: [
    {
      id: 901,
      attributes: [
        { name: 'Colour', value: 'navy-blue' },
        { name: 'Size', value: 'M' },
      ],
    },
    {
      id: 902,
      attributes: [
        { name: 'Colour', value: 'red' },
        { name: 'Size', value: null },
      ],
    },
  ],
};

describe('WooCommerce’s product list', () => {
  const door = '/wp-json/wc/store/v1/products?page=1&per_page=100';

  it('gives each product in its shop’s currency', () => {
    const [tap, shirt] = readDoor(door, [wooTap, wooShirt]).products;
    expect(tap).toMatchObject({
      url: 'https://shop.example/product/aurora-tap/',
      title: 'Aurora Tap – Gold & Brass',
      brand: 'Northbrook',
      description: 'Solid brass.',
      price: 119,
      regularPrice: 129,
      currency: 'EUR',
      availability: 'in_stock',
      sku: 'AU-1',
      category: ['Taps', 'Basin taps'],
      photoUrls: ['https://shop.example/wp-content/uploads/2025/03/tap.jpg'],
      rating: { value: 4.5, count: 12 },
      variants: [],
    });
    expect(shirt).toMatchObject({
      brand: 'Fixwell',
      price: 2000,
      regularPrice: null,
      currency: 'JPY',
      availability: 'out_of_stock',
      sku: null,
      category: [],
      rating: null,
    });
    expect(shirt?.variants.map(({ name, options }) => [name, options])).toEqual([
      ['Navy Blue / M', { Colour: 'Navy Blue', Size: 'M' }],
      ['Red', { Colour: 'Red' }],
    ]);
  });

  it('says what is not sold, or only to order', () => {
    const noPrice = {
      ...wooTap,
      prices: { ...wooTap.prices, price: '', regular_price: '', sale_price: '' },
      is_on_backorder: true,
    };
    expect(readDoor(door, [noPrice]).products[0]).toMatchObject({
      price: null,
      currency: null,
      availability: 'preorder',
    });
  });

  it('leads on until a page is empty, pretty addresses or not', () => {
    expect(readDoor(door, [wooTap]).links[0]?.url).toBe(
      'https://shop.example/wp-json/wc/store/v1/products?page=2&per_page=100',
    );
    expect(readDoor('/?page=1&per_page=100&rest_route=/wc/store/v1/products', [wooTap]).links[0]?.url).toBe(
      'https://shop.example/?page=2&per_page=100&rest_route=/wc/store/v1/products',
    );
    expect(readDoor(door, []).lastDoorPage).toBe(true);
  });

  it('gives no products of other sites', () => {
    expect(readDoor(door, [{ ...wooTap, permalink: 'https://other.example/product/a/' }]).products).toEqual(
      [],
    );
  });
});

describe('a closed door', () => {
  it.each([
    ['a page for people', '<!doctype html><title>Enter store using password</title>'],
    ['an error', '{"code":"rest_no_route","message":"No route was found","data":{"status":404}}'],
    ['nothing', ''],
    ['a list of something else', '{"products":"none"}'],
  ])('that answers with %s is empty, and not a list read to its end', (_, body) => {
    for (const url of ['/products.json?page=1', '/wp-json/wc/store/v1/products?page=1']) {
      expect(readDoor(url, body)).toEqual({ products: [], links: [], lastDoorPage: false });
    }
  });

  it('never throws, whatever it answers', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record({
          permalink: fc.oneof(fc.webUrl(), fc.jsonValue()),
          handle: fc.oneof(fc.string(), fc.jsonValue()),
          title: fc.jsonValue(),
          name: fc.jsonValue(),
          variants: fc.jsonValue(),
          variations: fc.jsonValue(),
          prices: fc.jsonValue(),
          images: fc.jsonValue(),
          categories: fc.jsonValue(),
          attributes: fc.jsonValue(),
          options: fc.jsonValue(),
        }),
      ),
    );
    fc.assert(
      fc.property(value, (answer) => {
        readDoor('/products.json?page=1', { products: answer });
        readDoor('/wp-json/wc/store/v1/products?page=1', answer);
      }),
    );
  });
});
