// Products that attributes describe: microdata, RDFa, and the attributes shops invent.
import { describe, expect, it } from 'vitest';
import { parseProductPage } from '../../../scraper/product/product-page.ts';

const url = 'https://shop.example/taps/aurora-4711';
const read = (html: string) => parseProductPage(`<body>${html}</body>`, url);

const magento = `
  <div itemscope itemtype="http://schema.org/Product">
    <h1 itemprop="name">Aurora Tap</h1>
    <img itemprop="image" src="/small.gif" data-src="/aurora.jpg" srcset="/aurora-400.jpg 400w, /aurora-1600.jpg 1600w">
    <a itemprop="brand" href="/brands/wasserwerk">Wasserwerk</a>
    <span itemprop="sku">WW-4711</span><meta itemprop="gtin13" content="4006381333931">
    <div itemprop="aggregateRating" itemscope itemtype="http://schema.org/AggregateRating">
      <span itemprop="ratingValue">90</span> of <span itemprop="bestRating">100</span>, <i itemprop="reviewCount">12</i> reviews
    </div>
    <div itemprop="offers" itemscope itemtype="http://schema.org/Offer">
      <meta itemprop="priceCurrency" content="EUR"><span itemprop="price" content="129.90">129,90 €</span>
      <link itemprop="availability" href="https://schema.org/InStock">
    </div>
    <div itemprop="isRelatedTo" itemscope itemtype="http://schema.org/Product"><b itemprop="name">Other</b>
      <img itemprop="image" src="/other.jpg"></div>
  </div>`;

describe('microdata', () => {
  it('is read with its nested offers, ratings and the largest picture', () => {
    expect(read(magento)).toMatchObject({
      title: 'Aurora Tap',
      brand: 'Wasserwerk',
      sku: 'WW-4711',
      gtin: '4006381333931',
      price: 129.9,
      currency: 'EUR',
      availability: 'in_stock',
      rating: { value: 4.5, count: 12 },
      photoUrls: ['https://shop.example/aurora-1600.jpg'],
      sources: { title: 'microdata', price: 'microdata', rating: 'microdata' },
    });
  });

  it('finds the properties that itemref puts elsewhere', () => {
    const html = `<div itemscope itemtype="https://schema.org/Product" itemref="price brand"><h1 itemprop="name">Aurora</h1></div>
      <p id="brand"><span itemprop="brand">Wasserwerk</span></p>
      <div id="price" itemprop="offers" itemscope itemtype="https://schema.org/Offer"><b itemprop="price">59.00</b></div>`;
    expect(read(html)).toMatchObject({ price: 59, brand: 'Wasserwerk' });
  });

  it('of several products takes the one around the heading, wherever it stands', () => {
    const card = (name: string, price: number) =>
      `<div itemscope itemtype="https://schema.org/Product"><a itemprop="url" href="/taps/${name}"><b itemprop="name">${name}</b></a>
       <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><b itemprop="price">${price}</b></div></div>`;
    const own = `<div itemscope itemtype="https://schema.org/Product"><h1>Aurora in gold</h1><b itemprop="name">Aurora</b>
       <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><b itemprop="price">7</b></div></div>`;
    expect(read(`${card('b', 1)}${card('c', 2)}${own}${card('d', 3)}`)).toMatchObject({
      title: 'Aurora',
      price: 7,
    });
    const list = `<h1>Taps</h1>${card('b', 1)}${card('c', 2)}${card('d', 3)}`;
    expect(parseProductPage(list, 'https://shop.example/taps')).toBeNull();
  });

  it('is read though an offer is nested in an offer, types lack itemscope, and names are addresses', () => {
    const html = `<div itemtype="http://data-vocabulary.org/Product"><h1 itemprop="http://schema.org/name">Aurora</h1>
      <div itemprop="offerDetails" itemscope itemtype="http://data-vocabulary.org/Offer">
      <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><i itemprop="price">12,50</i></div></div></div>`;
    expect(read(html)).toMatchObject({ title: 'Aurora', price: 12.5 });
  });

  it('gives the category path of its breadcrumbs', () => {
    const crumb = (name: string, href: string, position: number) =>
      `<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"><a itemprop="item" href="${href}">
       <span itemprop="name">${name}</span></a><meta itemprop="position" content="${position}"></li>`;
    const html = `<ol itemscope itemtype="https://schema.org/BreadcrumbList">${crumb('Start', '/', 1)}${crumb('Taps', '/taps', 3)}
      ${crumb('Bath', '/bath', 2)}${crumb('Aurora Tap', url, 4)}</ol>${magento}`;
    expect(read(html)?.category).toEqual(['Bath', 'Taps']);
  });
});

describe('RDFa', () => {
  it('is read with prefixes, vocabularies and nested offers', () => {
    const html = `<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Aurora</h1>
      <img property="image" src="/a.jpg"><span property="brand" typeof="Brand"><b property="name">Wasserwerk</b></span>
      <div property="offers" typeof="Offer"><span property="price" content="49.00">49,-</span>
      <meta property="priceCurrency" content="SEK"><link property="availability" href="http://schema.org/OutOfStock"></div></div>`;
    expect(read(html)).toMatchObject({
      title: 'Aurora',
      brand: 'Wasserwerk',
      price: 49,
      currency: 'SEK',
      availability: 'out_of_stock',
      photoUrls: ['https://shop.example/a.jpg'],
      sources: { price: 'rdfa' },
    });
  });

  it('is read in the words of GoodRelations', () => {
    const html = `<div typeof="gr:Offering"><h1 property="gr:name">Aurora</h1><i property="gr:hasStockKeepingUnit" content="G-1"></i>
      <div rel="gr:hasPriceSpecification"><span typeof="gr:UnitPriceSpecification">
      <span property="gr:hasCurrency" content="EUR"></span><span property="gr:hasCurrencyValue" content="19.9"></span></span></div></div>`;
    expect(read(html)).toMatchObject({ title: 'Aurora', sku: 'G-1', price: 19.9, currency: 'EUR' });
  });
});

describe('data attributes', () => {
  it('count around the heading, and not on cards of other products', () => {
    const html = `<meta property="og:type" content="product">
      <section data-sku="S-1" data-price="25.5" data-brand="Wasserwerk"><h1>Aurora</h1></section>
      <div data-sku="S-2" data-price="3">Other</div>`;
    expect(read(html)).toMatchObject({
      sku: 'S-1',
      price: 25.5,
      brand: 'Wasserwerk',
      sources: { sku: 'state' },
    });
    expect(
      read('<meta property="og:type" content="product"><h1>Aurora</h1><div data-sku="S-2">Other</div>')?.sku,
    ).toBeNull();
  });
});

describe('visible breadcrumbs', () => {
  it('give the category path when no markup does', () => {
    const html = `<nav class="breadcrumbs"><a href="/">Hem</a> / <a href="/bad">Bad</a> / <a href="/bad/kranar">Kranar</a> / <span>Aurora</span></nav>
      <meta property="og:type" content="product"><h1>Aurora</h1>`;
    expect(read(html)).toMatchObject({ category: ['Bad', 'Kranar'], sources: { category: 'page' } });
  });
});
