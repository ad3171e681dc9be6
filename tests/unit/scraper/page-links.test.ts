// Where a page leads: which links are followed, and which of them likely show a product.
import { describe, expect, it } from 'vitest';
import { linksOfSitemap, readPageLinks } from '../../../scraper/links/page-links.ts';
import { describePage, parsePage } from '../../../scraper/page/parsed-page.ts';

const baseUrl = 'https://shop.example/';

function linksOf(
  html: string,
  url = `${baseUrl}taps/`,
  site: Parameters<typeof readPageLinks>[1]['site'] = null,
) {
  const page = describePage(parsePage(html), url);
  return page === null ? [] : readPageLinks(page, { baseUrl, site });
}

const paths = (html: string, url?: string) =>
  linksOf(html, url).map((link) => link.url.replace(baseUrl, '/'));
const likely = (html: string) =>
  linksOf(html)
    .filter((link) => link.likelyProduct)
    .map((link) => link.url.replace(baseUrl, '/'));

describe('a listing page', () => {
  it.each([
    ['rel=next in the head', '<link rel="next" href="/taps/?page=2">', '/taps/?page=2'],
    ['a numbered link', '<a href="/taps/page/2/">2</a>', '/taps/page/2/'],
    ['a load-more link', '<a class="btn" href="?p=2">Load more</a>', '/taps/?p=2'],
    ['what a script fetches next', '<div data-next-url="/taps/?page=2"></div>', '/taps/?page=2'],
    [
      'a load-more button',
      '<button class="js-load-more" data-url="/taps/?start=24&sz=24">More</button>',
      '/taps/?start=24&sz=24',
    ],
  ])('leads on by %s', (_, html, next) => {
    expect(paths(html)).toEqual([next]);
  });

  it('is the same in another order or as a grid', () => {
    const html = [
      '?sort=price_asc',
      '?page=2&sort_by=price',
      '?view=grid&page=2',
      '?dir=asc&order=name',
      '?orderby=popularity',
    ]
      .map((href) => `<a href="${href}">x</a>`)
      .join('');
    expect(paths(html)).toEqual(['/taps/?page=2']);
  });

  it('keeps parameters of the same name that mean pages', () => {
    const html =
      '<a href="/index.php?option=com_virtuemart&view=productdetails&virtuemart_product_id=4">x</a>';
    expect(paths(html)).toEqual([
      '/index.php?option=com_virtuemart&view=productdetails&virtuemart_product_id=4',
    ]);
  });

  it('leads not into itself in another language or currency', () => {
    const html = `<html lang="en"><link rel="alternate" hreflang="de" href="https://shop.example/de/hahn/">
      <link rel="alternate" hreflang="en-US" href="https://shop.example/taps/">
      <a href="?currency=USD">USD</a><a href="/taps/?lang=fr">FR</a><a hreflang="fr" href="/fr/">Français</a>
      <a href="https://shop.example/de/hahn/">DE</a><a href="/basins/?lang=en">Basins</a>`;
    expect(paths(html)).toEqual(['/basins/?lang=en']);
  });

  it('of Shopify leads to each product once, whatever the collection and variant', () => {
    const links = `<a href="/collections/taps/products/aurora?variant=1">A</a><a href="/de/collections/all/products/aurora">B</a>
      <a href="/products/aurora?variant=2&_pos=1">C</a><a href="/collections/taps">D</a>`;
    expect(paths(`<script src="//shop.example/cdn/shop/t/1/assets/theme.js"></script>${links}`)).toEqual([
      '/products/aurora',
      '/de/products/aurora',
      '/collections/taps',
    ]);
    expect(paths(links)).toContain('/collections/taps/products/aurora?variant=1');
  });

  it('leads not into traps', () => {
    const html = '<a href="/a/b/a/b/a/b">x</a><a href="/calendar/2099/01/">x</a><a href="/taps/gold">y</a>';
    expect(paths(html)).toEqual(['/taps/gold']);
  });

  it('leads only to what the operator wants', () => {
    const site = { url: baseUrl, exclude: ['/blog/', '/*?colour='] };
    const html = '<a href="/blog/1">x</a><a href="/taps/?colour=gold">x</a><a href="/basins/">x</a>';
    expect(linksOf(html, undefined, site).map(({ url }) => url)).toEqual(['https://shop.example/basins/']);
  });

  it('says how a link was written when its parameters were put in order, for robots.txt', () => {
    const [link] = linksOf('<a href="/taps/?filter=gold&colour=1">x</a>');
    expect(link).toMatchObject({
      url: 'https://shop.example/taps/?colour=1&filter=gold',
      writtenAs: 'https://shop.example/taps/?filter=gold&colour=1',
    });
  });
});

describe('a link is likely a product’s', () => {
  const menu = '<nav><a href="/basins/">Basins</a><a href="/about/">About us</a></nav>';

  it('when it stands around a picture beside a price', () => {
    const card = (
      name: string,
      price: string,
    ) => `<li class="card"><a href="/${name}"><img src="/${name}.jpg"></a>
      <h3><a href="/${name}">${name}</a></h3><a href="/brand-x">Brand X</a><span>${price}</span></li>`;
    const html = `${menu}<ul>${card('aurora', '$119.00')}${card('nova', '1.299,00 €')}${card('luna', '89 zł')}</ul>`;
    expect(likely(html)).toEqual(['/aurora', '/nova', '/luna']);
  });

  it('when it is a card with a way to buy', () => {
    const html = `${menu}<div><div><a href="/aurora"><picture><img src="a.jpg"></picture>Aurora</a>
      <form action="/cart/add"><button>Add</button></form></div><div><a href="/nova"><img src="n.jpg"></a>
      <a class="button add_to_cart_button" href="?add-to-cart=5">Add to cart</a></div></div>`;
    expect(likely(html)).toEqual(['/aurora', '/nova']);
  });

  it('when the whole card is the link', () => {
    expect(likely(`${menu}<a href="/aurora"><img src="a.jpg"><b>Aurora</b><span>£ 119</span></a>`)).toEqual([
      '/aurora',
    ]);
  });

  it('when markup calls it a product’s', () => {
    const html = `<div itemscope itemtype="https://schema.org/Product"><a itemprop="url" href="/aurora">Aurora</a>
      <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><link itemprop="url" href="/offer"></div></div>
      <div itemscope itemtype="https://schema.org/Article"><a itemprop="url" href="/story">Story</a></div>`;
    expect(likely(html)).toEqual(['/aurora']);
  });

  it('when a JSON-LD list names it, linked or not', () => {
    const list = {
      '@type': 'ItemList',
      itemListElement: [
        { '@type': 'ListItem', position: 1, url: 'https://shop.example/aurora' },
        { '@type': 'ListItem', position: 2, item: { '@type': 'Product', name: 'Nova', url: '/nova' } },
        { '@type': 'ListItem', position: 3, item: { '@type': 'Article', url: '/story' } },
        { '@type': 'ListItem', position: 4, item: 'https://other.example/x' },
      ],
    };
    const html = `<a href="/aurora">A</a><script type="application/ld+json">${JSON.stringify(list)}</script>`;
    expect(likely(html)).toEqual(['/aurora', '/nova']);
  });

  it.each([
    ['menus', menu],
    [
      'articles with pictures',
      '<div><a href="/story"><img src="s.jpg">How we built it for the love of taps</a></div>',
    ],
    [
      'a banner with a price among many links',
      `<div><img src="b.jpg"><p>From $9</p>${['a', 'b', 'c', 'd', 'e'].map((name) => `<a href="/${name}">x</a>`).join('')}</div>`,
    ],
    [
      'prices in prose',
      `<div><a href="/story"><img src="s.jpg"></a><p>${'We paid $5 for the old tap and then we went home again. '.repeat(3)}</p></div>`,
    ],
  ])('and not for %s', (_, html) => {
    expect(likely(html)).toEqual([]);
  });

  it('told in time in proportion to the page', () => {
    for (const html of [
      '<div>'.repeat(100_000),
      '<a href="/x"><img>$1'.repeat(50_000),
      `<p>${'1 '.repeat(500_000)}</p>`,
      Array.from({ length: 20_000 }, (_, index) => `<div><a href="/p${index}"><img></a><b>$1</b></div>`).join(
        '',
      ),
    ]) {
      linksOf(html);
    }
  });
});

describe('the pages of a sitemap', () => {
  const entry = (location: string, kind: 'page' | 'sitemap' = 'page') => ({
    location,
    lastModified: null,
    kind,
  });
  const options = { baseUrl, sitemapUrl: `${baseUrl}sitemap.xml` };

  it('are met once under one address, and only those the operator wants', () => {
    const entries = [
      '/taps?b=1&a=2',
      'http://shop.example/taps?a=2&b=1',
      '/cart',
      '/blog/x',
      '//shop.example/taps/',
    ].map((location) => entry(location));
    const links = linksOfSitemap(entries, { ...options, site: { url: baseUrl, exclude: ['/blog/'] } });
    expect(links.map(({ url }) => url)).toEqual([
      'https://shop.example/taps?a=2&b=1',
      'https://shop.example/taps/',
    ]);
  });

  it('are behind the parts that an index names, products first where their names say so', () => {
    const parts = [
      '/sitemap_products_1.xml?from=1&to=2',
      '/sitemap_pages_1.xml',
      'https://other.example/s.xml',
    ];
    const links = linksOfSitemap(
      parts.map((part) => entry(part, 'sitemap')),
      options,
    );
    expect(links.map(({ url, kind, likelyProduct }) => [url, kind, likelyProduct])).toEqual([
      ['https://shop.example/sitemap_products_1.xml?from=1&to=2', 'sitemap', true],
      ['https://shop.example/sitemap_pages_1.xml', 'sitemap', false],
    ]);
  });
});
