// Products in the data that pages hand to their scripts, as shop systems and frameworks write it.
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product/product-page.ts';

const url = 'https://shop.example/p/aurora-tap-4711';
const heading = '<title>Aurora Tap | Shop</title><h1>Aurora Tap</h1>';
const read = (html: string) => parseProductPage(`<html><body>${heading}${html}</body></html>`, url);
const script = (text: string, attributes = '') => `<script ${attributes}>${text}</script>`;

const product = {
  id: 4711,
  name: 'Aurora Tap',
  sku: 'WW-4711',
  brand: { name: 'Wasserwerk' },
  ean: '4006381333931',
  price: { value: 99.5, currency: 'EUR' },
  listPrice: 129,
  inStock: true,
  images: [{ thumb: '/t.jpg', large: '/a-large.jpg' }, { url: 'https://cdn.shop.example/b.jpg' }],
};
const facts = {
  title: 'Aurora Tap',
  brand: 'Wasserwerk',
  sku: 'WW-4711',
  gtin: '4006381333931',
  price: 99.5,
  regularPrice: 129,
  currency: 'EUR',
  availability: 'in_stock',
  photoUrls: ['https://shop.example/a-large.jpg', 'https://cdn.shop.example/b.jpg'],
  sources: { price: 'state', sku: 'state', brand: 'state' },
};

describe('the state of a page', () => {
  it.each([
    [
      'Next.js',
      script(
        JSON.stringify({ props: { pageProps: { product, related: [{ ...product, price: 1 }] } } }),
        'id="__NEXT_DATA__" type="application/json"',
      ),
    ],
    ['Nuxt', script(`window.__NUXT__=${JSON.stringify({ data: [{ product }] })};`)],
    [
      'an assignment',
      script(
        `window.__INITIAL_STATE__ = ${JSON.stringify({ pdp: { current: product } })}; boot(); function boot() { return {} }`,
      ),
    ],
    ['a JSON script', script(JSON.stringify({ product }), 'type="application/json" data-state')],
    [
      'JSON in a string',
      script(`window.__STATE__ = JSON.parse(${JSON.stringify(JSON.stringify({ product }))})`),
    ],
    ['an attribute', `<div data-props="${JSON.stringify({ product }).replaceAll('"', '&quot;')}"></div>`],
    [
      'a JavaScript literal',
      script(`var page = {
        // the product's data
        product: { id: 4711, 'name': 'Aurora Tap', sku: "WW-4711", brand: {name: 'Wasserwerk'}, ean: '4006381333931',
          price: {value: 99.50, currency: 'EUR'}, listPrice: 129, inStock: !0, now: new Date(), url: location.href + '#x',
          images: [{thumb: '/t.jpg', large: '/a-large.jpg'}, {url: 'https:\\/\\/cdn.shop.example\\/b.jpg'},], },
      };`),
    ],
  ])('is read from %s', (_, html) => {
    expect(read(html)).toMatchObject(facts);
  });

  it('counts only under the page’s name: others’ products in it are left alone', () => {
    const other = { ...product, name: 'Borealis Shower', id: 1 };
    expect(
      read(script(`window.state = ${JSON.stringify({ items: [other, { ...other, name: 'Tap' }] })}`)),
    ).toBeNull();
    const named = script(`window.state = ${JSON.stringify({ items: [other, product] })}`);
    expect(read(named)?.price).toBe(99.5);
    expect(read(script(`window.state = ${JSON.stringify({ recommendations: [product] })}`))).toBeNull();
  });

  it('is no product for a category or an article of the page’s name', () => {
    expect(
      read(
        script(
          `window.state = ${JSON.stringify({ category: { name: 'Aurora Tap', url: '/p/aurora-tap-4711', id: 4711 } })}`,
        ),
      ),
    ).toBeNull();
    expect(
      read(
        script(
          `window.state = ${JSON.stringify({ post: { title: 'Aurora Tap', image: '/a.jpg', author: 'A' } })}`,
        ),
      ),
    ).toBeNull();
  });

  it('gives the variants with their own price, number, stock and photo', () => {
    const variants = [
      { sku: 'A-1', size: 'S', price: 10, available: false, image: '/s.jpg' },
      { sku: 'A-2', size: 'M', price: 12, available: true, gtin: '4006381333931' },
    ];
    expect(
      read(script(`window.state = ${JSON.stringify({ product: { ...product, variants } })}`))?.variants,
    ).toEqual([
      {
        name: null,
        options: { size: 'S' },
        sku: 'A-1',
        gtin: null,
        price: 10,
        regularPrice: null,
        availability: 'out_of_stock',
        photoUrl: 'https://shop.example/s.jpg',
        url: null,
      },
      {
        name: null,
        options: { size: 'M' },
        sku: 'A-2',
        gtin: '4006381333931',
        price: 12,
        regularPrice: null,
        availability: 'in_stock',
        photoUrl: null,
        url: null,
      },
    ]);
  });

  it.each([
    ['a sale price', { price: 20, salePrice: 15 }, 15, 20],
    ['a special price of nothing', { price: 20, special_price: 0, was_price: null }, 20, null],
    ['an old sale above the price', { price: 20, sale_price: 25 }, 20, 25],
    ['now and was', { price: { now: '15.00', was: '20.00' } }, 15, 20],
    [
      'Salesforce’s nesting',
      { price: { sales: { value: 15, currency: 'EUR' }, list: { value: 20 } } },
      15,
      20,
    ],
    [
      'commercetools’ cents',
      { price: { value: { type: 'centPrecision', centAmount: 1550, fractionDigits: 2 } } },
      15.5,
      null,
    ],
    [
      'minor units named as such',
      { prices: { price: '1550', regular_price: '2000', currency_minor_unit: 2 } },
      15.5,
      20,
    ],
    [
      'GraphQL’s range',
      { priceRange: { minVariantPrice: { amount: '15.5', currencyCode: 'EUR' } } },
      15.5,
      null,
    ],
    ['text', { price: '1.299,00 €' }, 1299, null],
  ])('understands %s', (_, priced, price, regularPrice) => {
    const { price: _price, listPrice: _listPrice, ...rest } = product;
    expect(
      read(script(`window.state = ${JSON.stringify({ product: { ...rest, ...priced } })}`)),
    ).toMatchObject({ price, regularPrice });
  });
});

describe('analytics', () => {
  it.each([
    [
      'a detail view',
      `dataLayer.push({'ecommerce': {'currencyCode': 'EUR', 'detail': {'products': [{'name': 'Aurora Tap', 'id': 'WW-4711', 'price': '99.50', 'brand': 'Wasserwerk', 'category': 'Bath/Taps'}]}}});`,
    ],
    [
      'GA4',
      `gtag('event', 'view_item', {currency: 'EUR', value: 99.5, items: [{item_id: 'WW-4711', item_name: 'Aurora Tap', price: 99.5, item_brand: 'Wasserwerk', item_category: 'Bath', item_category2: 'Taps'}]});`,
    ],
  ])('of %s tell the product of the page', (_, text) => {
    expect(read(script(text))).toMatchObject({
      sku: 'WW-4711',
      price: 99.5,
      currency: 'EUR',
      brand: 'Wasserwerk',
      category: ['Bath', 'Taps'],
    });
  });

  it('of another product are not believed', () => {
    const text = `dataLayer.push({ecommerce: {detail: {products: [{name: 'Borealis', id: 'B-1', price: '5'}]}}})`;
    expect(read(script(text))).toBeNull();
  });
});

describe('shop systems', () => {
  const named = '<meta property="og:type" content="product">';

  it('Shopify: cents are told from whole units, options are named', () => {
    const json = {
      id: 1,
      title: 'Aurora Tap',
      handle: 'aurora-tap',
      vendor: 'Wasserwerk',
      price: 9950,
      price_varies: true,
      compare_at_price: 12900,
      available: true,
      images: ['//cdn.shopify.com/s/files/a_large.jpg'],
      options: ['Finish'],
      description: '<p>Brass.</p>',
      variants: [
        {
          id: 11,
          title: 'Gold',
          option1: 'Gold',
          sku: 'A-G',
          price: 9950,
          compare_at_price: 12900,
          available: true,
          barcode: '4006381333931',
        },
        { id: 12, title: 'Black', option1: 'Black', sku: 'A-B', price: 10950, available: false },
      ],
    };
    const html = `<script type="application/json" data-product-json>${JSON.stringify(json)}</script>`;
    expect(read(html)).toMatchObject({
      price: 99.5,
      regularPrice: 129,
      brand: 'Wasserwerk',
      availability: 'in_stock',
      description: 'Brass.',
    });
    expect(read(html)?.variants).toMatchObject([
      { options: { Finish: 'Gold' }, sku: 'A-G', price: 99.5, regularPrice: 129, gtin: '4006381333931' },
      { options: { Finish: 'Black' }, sku: 'A-B', price: 109.5, availability: 'out_of_stock' },
    ]);
    const meta = {
      product: {
        id: 1,
        gid: 'gid://shopify/Product/1',
        vendor: 'Wasserwerk',
        variants: [{ id: 11, price: 9950, name: 'Aurora', sku: 'A-G' }],
      },
    };
    expect(read(`${named}<script>var meta = ${JSON.stringify(meta)};</script>`)).toMatchObject({
      price: 99.5,
      sku: 'A-G',
    });
  });

  it('WooCommerce: variations in the form', () => {
    const variations = [
      {
        attributes: { attribute_pa_finish: 'gold' },
        display_price: 15,
        display_regular_price: 20,
        is_in_stock: true,
        sku: 'A-G',
        image: { full_src: '/gold.jpg', src: '/gold-300x300.jpg' },
      },
      {
        attributes: { attribute_pa_finish: 'black' },
        display_price: 18,
        display_regular_price: 18,
        is_in_stock: false,
        sku: 'A-B',
        image: { full_src: '/black.jpg' },
      },
    ];
    const html = `${named}<form class="variations_form" data-product_variations="${JSON.stringify(variations).replaceAll('"', '&quot;')}"></form>`;
    expect(read(html)).toMatchObject({
      price: 15,
      regularPrice: 20,
      availability: 'in_stock',
      variants: [
        {
          options: { finish: 'gold' },
          sku: 'A-G',
          price: 15,
          regularPrice: 20,
          photoUrl: 'https://shop.example/gold.jpg',
        },
        { options: { finish: 'black' }, sku: 'A-B', price: 18, availability: 'out_of_stock' },
      ],
    });
  });

  it('Magento: the configuration of a configurable product', () => {
    const jsonConfig = {
      productId: '4711',
      prices: { oldPrice: { amount: 20 }, finalPrice: { amount: 15 } },
      attributes: {
        93: {
          code: 'color',
          label: 'Colour',
          options: [
            { id: '1', label: 'Gold', products: ['801'] },
            { id: '2', label: 'Black', products: ['802'] },
          ],
        },
      },
      optionPrices: {
        801: { oldPrice: { amount: 20 }, finalPrice: { amount: 15 } },
        802: { oldPrice: { amount: 22 }, finalPrice: { amount: 22 } },
      },
    };
    const html = `${named}<script type="text/x-magento-init">${JSON.stringify({ '[data-role=swatch-options]': { 'Magento_Swatches/js/swatch-renderer': { jsonConfig } } })}</script>`;
    expect(read(html)).toMatchObject({
      price: 15,
      regularPrice: 20,
      variants: [
        { options: { Colour: 'Gold' }, price: 15, regularPrice: 20 },
        { options: { Colour: 'Black' }, price: 22, regularPrice: null },
      ],
    });
  });

  it('BigCommerce: the product’s attributes', () => {
    const data = {
      product_attributes: {
        sku: 'B-1',
        upc: '036000291452',
        mpn: 'M-1',
        instock: false,
        price: { with_tax: { value: 12.5, currency: 'GBP' }, rrp_with_tax: { value: 15 } },
      },
    };
    expect(read(`${named}<script>var BCData = ${JSON.stringify(data)};</script>`)).toMatchObject({
      price: 12.5,
      regularPrice: 15,
      currency: 'GBP',
      sku: 'B-1',
      gtin: '036000291452',
      mpn: 'M-1',
      availability: 'out_of_stock',
    });
  });
});
