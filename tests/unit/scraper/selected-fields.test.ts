// Fields whose place on the page an operator has named.
import { describe, expect, it } from 'vitest';
import { describePage, parsePage } from '../../../scraper/page/parsed-page.ts';
import { parseProductPage } from '../../../scraper/product/product-page.ts';
import { readSelectedFields, splitSelector } from '../../../scraper/site/selected-fields.ts';
import type { FieldSelectors } from '../../../scraper/site/site-shape.ts';

const url = 'https://shop.example/hahn';
const html = `<html lang="de"><head><meta name="art" content="A-77">
  <script type="application/ld+json">{"@type":"Product","name":"Wrong","sku":"W-1","offers":{"price":"1","priceCurrency":"USD"}}</script></head>
  <h2 class="name">Wasserhahn</h2><div class="now">jetzt nur 1.299,50 € statt</div><s class="old">1.499 €</s><i class="stock">in stock</i>
  <nav class="trail"><a>Bad</a><a>Hähne</a></nav><div class="gallery"><a href="/big.jpg"><img src="/small.jpg"></a>
  <img class="second" srcset="/b1.jpg 1x, /b2.jpg 2x"></div></html>`;

function read(selectors: FieldSelectors) {
  const page = describePage(parsePage(html), url);
  if (page === null) throw new Error('the page was not parsed');
  return readSelectedFields(page, selectors);
}

describe('selected fields', () => {
  it('are read as a shopper would read them', () => {
    expect(
      read({
        title: '.name',
        price: '.now',
        regularPrice: '.old',
        sku: 'meta[name=art]',
        availability: '.stock',
        category: '.trail a',
      }),
    ).toMatchObject({
      title: 'Wasserhahn',
      price: 1299.5,
      regularPrice: 1499,
      currency: 'EUR',
      sku: 'A-77',
      availability: 'in_stock',
      category: ['Bad', 'Hähne'],
    });
  });

  it('take photos from links, or the largest of each picture', () => {
    expect(read({ photos: '.gallery a@href' }).photoUrls).toEqual(['https://shop.example/big.jpg']);
    expect(read({ photos: '.gallery img' }).photoUrls).toEqual([
      'https://shop.example/small.jpg',
      'https://shop.example/b2.jpg',
    ]);
  });

  it('say nothing where they find nothing or are no selectors', () => {
    expect(read({ title: '.none', price: 'div[', brand: '.now@data-x' })).toMatchObject({
      title: null,
      price: null,
      brand: null,
    });
  });

  it('win over everything else that a page says', () => {
    const product = parseProductPage(html, url, { selectors: { title: '.name', price: '.now' } });
    expect(product).toMatchObject({
      title: 'Wasserhahn',
      price: 1299.5,
      currency: 'EUR',
      sku: 'W-1',
      sources: { title: 'selector', price: 'selector', sku: 'json-ld' },
    });
  });

  it('make a product page of one that nothing else tells for one', () => {
    const plain = '<h1>Tap</h1><b id="p">12.50</b>';
    expect(parseProductPage(plain, url, { selectors: { price: '#p' } })).toMatchObject({
      title: 'Tap',
      price: 12.5,
    });
  });
});

describe('a selector', () => {
  it.each([
    ['.price', '.price', null],
    ['meta[name=x]@content', 'meta[name=x]', 'content'],
    ['a[href*="@x"]', 'a[href*="@x"]', null],
    ['a[href*="@x"] @ data-Url', 'a[href*="@x"]', 'data-url'],
    ['@content', '@content', null],
  ])('%s asks for %s and the attribute %s', (written, selector, attribute) => {
    expect(splitSelector(written)).toEqual({ selector, attribute });
  });
});

it('makes no product of a front page or a list that a site file has selectors', () => {
  const options = { currency: 'USD', selectors: { title: 'h1', price: '.price', photos: 'img' } };
  const list = '<h1>Vases</h1><a href="/item/1"><img src="/1.jpg">Vase</a>';
  const front = '<h1>Vases</h1><a href="/item/1"><img src="/1.jpg">Vase</a> <i class="price">$19.50</i>';
  expect(parseProductPage(list, 'https://vases.example/shop', options)).toBeNull();
  expect(parseProductPage(front, 'https://vases.example/', options)).toBeNull();
  expect(parseProductPage(front, 'https://vases.example/item/1', options)?.price).toBe(19.5);
});
