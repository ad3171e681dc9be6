// Which source is believed for which field of a product.
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product/product-page.ts';

const url = 'https://brassworks.example/taps/aurora';
const read = (html: string, address = url) => parseProductPage(html, address);
const jsonLd = (product: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Product', name: 'Aurora Tap', ...product })}</script>`;
const offer = (price: number, more: object = {}) => ({
  offers: { '@type': 'Offer', price, priceCurrency: 'EUR', ...more },
});
const shown = (price: string) =>
  `<main><h1>Aurora Tap</h1><div class="price">${price}</div><button class="add-to-cart">Add to cart</button><p>${'A tap of brass. '.repeat(20)}</p></main>`;

describe('the price', () => {
  it('is the data’s, with its currency, when the page shows the same', () => {
    expect(read(jsonLd(offer(99.5)) + shown('99,50 €'))).toMatchObject({
      price: 99.5,
      currency: 'EUR',
      sources: { price: 'json-ld' },
    });
  });

  it('is the visible one when the page shows the data’s price crossed out', () => {
    expect(read(jsonLd(offer(129)) + shown('<del>129,00 €</del> <ins>99,00 €</ins>'))).toMatchObject({
      price: 99,
      regularPrice: 129,
      currency: 'EUR',
      sources: { price: 'page' },
    });
  });

  it('is the visible one when the data is off by a hundred or a thousand', () => {
    expect(read(jsonLd(offer(12_950)) + shown('129,50 €'))?.price).toBe(129.5);
    expect(read(jsonLd({ offers: { price: '1.299' } }) + shown('1.299 €'))?.price).toBe(1299);
  });

  it('has a regular price only above it', () => {
    const specification = (list: number) => ({
      offers: {
        priceSpecification: [
          { price: 99, priceCurrency: 'EUR' },
          { priceType: 'https://schema.org/ListPrice', price: list },
        ],
      },
    });
    expect(read(jsonLd(specification(129)))).toMatchObject({ price: 99, regularPrice: 129 });
    expect(read(jsonLd(specification(89)))).toMatchObject({ price: 99, regularPrice: null });
  });

  it('is unknown when it is 0', () => {
    expect(read(jsonLd(offer(0)))).toMatchObject({ price: null });
  });

  it('of several offers is that of the page’s own address', () => {
    const offers = ['a', 'b'].map((form, index) => ({
      price: 10 + index,
      url: `${url}?form=${form}`,
      sku: form,
    }));
    expect(read(jsonLd({ offers }), `${url}?form=b`)?.price).toBe(11);
  });
});

describe('the number', () => {
  it('is the one shown before the one for machines, and the address’s when there is no other', () => {
    const labelled = shown('99 €').replace('</main>', '<p>SKU: <b>WW-4711</b></p></main>');
    expect(read(jsonLd({ sku: '99887766', ...offer(99) }) + labelled)?.sku).toBe('WW-4711');
    expect(read(jsonLd({ sku: '99887766', ...offer(99) }))?.sku).toBe('99887766');
  });

  it('is one in the address rather than a model in the name', () => {
    const product = { name: 'Aurora Tap AX-20', sku: 'AX-20', productID: '4711', ...offer(99) };
    expect(read(jsonLd(product), 'https://brassworks.example/product/47110815')?.sku).toBe('47110815');
  });

  it('of the maker is none when it repeats the shop’s', () => {
    expect(read(jsonLd({ sku: 'A-1', mpn: 'A-1', ...offer(9) }))?.mpn).toBeNull();
    expect(read(jsonLd({ sku: 'A-1', mpn: 'M-1', ...offer(9) }))?.mpn).toBe('M-1');
  });

  it('of trade is kept only with a valid check digit', () => {
    expect(read(jsonLd({ gtin13: '4006381333931', ...offer(9) }))?.gtin).toBe('4006381333931');
    expect(read(jsonLd({ gtin13: '4006381333932', ...offer(9) }))?.gtin).toBeNull();
    expect(read(jsonLd({ productID: 'isbn:978-3-16-148410-0', ...offer(9) }))).toMatchObject({
      gtin: '9783161484100',
      sku: null,
    });
  });
});

describe('the name', () => {
  it('leaves out what only screen readers are given', () => {
    const heading = '<h1 itemprop="name"><span class="sr-only">Details about </span>Aurora Tap</h1>';
    const html = `<div itemscope itemtype="https://schema.org/Product">${heading}<span itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="price" content="9"></span></div>`;
    expect(read(html)?.title).toBe('Aurora Tap');
  });
});

describe('the stock', () => {
  it('is not out where only a class name says so and a button sells', () => {
    const note = '<p class="unavailable">To order, about 20 days</p>';
    const sells = `<main><h1>Aurora Tap</h1><div class="price">99,50 €</div>${note}<button>Add to cart</button></main>`;
    expect(read(sells)?.availability).toBe('in_stock');
    expect(read(sells.replace('<button>Add to cart</button>', 'Item no. 4711'))?.availability).toBe(
      'out_of_stock',
    );
  });
});

describe('the brand', () => {
  it('is none where the shop’s program had none to fill in', () => {
    for (const brand of ['$metabrand', '{{ brand }}', 'undefined', 'N/A', '-'])
      expect(read(jsonLd({ brand, ...offer(9) }))?.brand).toBeNull();
  });

  it('is not the shop’s own name, unless it is shown beside the product', () => {
    const site = '<meta property="og:site_name" content="Brass &amp; Co">';
    expect(read(site + jsonLd({ brand: 'Brass & Co', ...offer(9) }))?.brand).toBeNull();
    expect(read(jsonLd({ brand: { name: 'Brass Works' }, ...offer(9) }))?.brand).toBeNull();
    expect(read(site + jsonLd({ brand: 'Wasserwerk', ...offer(9) }))?.brand).toBe('Wasserwerk');
    expect(
      read(
        site +
          jsonLd({ brand: 'Brass & Co', ...offer(9) }) +
          shown('9 €').replace('</h1>', '</h1><p>Brand: Brass & Co</p>'),
      )?.brand,
    ).toBe('Brass & Co');
  });
});

describe('availability', () => {
  it('is in stock when a variant is, whatever the first offer says', () => {
    const variants = [
      { sku: 'A', offers: { price: 1, availability: 'OutOfStock' } },
      { sku: 'B', offers: { price: 1, availability: 'InStock' } },
    ];
    expect(
      read(
        jsonLd({
          '@type': 'ProductGroup',
          hasVariant: variants,
          ...offer(1, { availability: 'OutOfStock' }),
        }),
      )?.availability,
    ).toBe('in_stock');
  });
});

describe('variants', () => {
  it('are those of hasVariant, of products of one name, or of offers', () => {
    const form = (sku: string, size: string, price: number) => ({
      '@type': 'Product',
      name: 'Aurora Tap',
      sku,
      size,
      offers: { price },
    });
    const both = [
      { sku: 'A-1', price: 10, options: { size: 'S' } },
      { sku: 'A-2', price: 12, options: { size: 'M' } },
    ];
    expect(
      read(
        jsonLd({
          '@type': 'ProductGroup',
          productGroupID: 'A',
          hasVariant: [form('A-1', 'S', 10), form('A-2', 'M', 12)],
        }),
      ),
    ).toMatchObject({ sku: 'A', variants: both });
    expect(read(jsonLd(form('A-1', 'S', 10)) + jsonLd(form('A-2', 'M', 12)))?.variants).toMatchObject(both);
    expect(
      read(
        jsonLd({
          offers: [
            { sku: 'A-1', price: 10, name: 'S' },
            { sku: 'A-2', price: 12, name: 'M' },
          ],
        }),
      )?.variants,
    ).toMatchObject([
      { sku: 'A-1', name: 'S', price: 10 },
      { sku: 'A-2', name: 'M', price: 12 },
    ]);
  });

  it('are none for a product described twice', () => {
    expect(read(jsonLd({ sku: 'A', ...offer(9) }) + jsonLd({ sku: 'A', ...offer(9) }))?.variants).toEqual([]);
  });

  it('are found from one variant’s page through isVariantOf, in one object or in a graph', () => {
    const group = { '@type': 'ProductGroup', '@id': '#g', name: 'Aurora', brand: 'Wasserwerk' };
    const nested = {
      isVariantOf: {
        ...group,
        hasVariant: [
          { sku: 'A-1', offers: { price: 1 } },
          { sku: 'A-2', offers: { price: 2 } },
        ],
      },
    };
    expect(read(jsonLd({ sku: 'A-1', ...offer(1), ...nested }))).toMatchObject({
      title: 'Aurora Tap',
      sku: 'A-1',
      brand: 'Wasserwerk',
      variants: [{}, {}],
    });
    const graph = [
      group,
      { '@type': 'Product', name: 'Aurora Tap', sku: 'A-1', isVariantOf: { '@id': '#g' } },
      { '@type': 'Product', name: 'Aurora Pan', sku: 'A-2', isVariantOf: { '@id': '#g' } },
    ];
    expect(
      read(
        `<script type="application/ld+json">${JSON.stringify({ '@graph': graph })}</script><h1>Aurora Tap</h1>`,
      ),
    ).toMatchObject({ sku: 'A-1', brand: 'Wasserwerk', variants: [{ sku: 'A-1' }, { sku: 'A-2' }] });
  });
});
