// The pages of a made-up shop for the crawl bench: of the size and make-up of real ones, the same at every run.

export interface ShopProduct {
  path: string;
  title: string;
  brand: string;
  priceCents: number;
  sku: string;
  category: number;
  available: boolean;
}

const perCategory = 100;
const perList = 25;
const perSitemap = 1000;

const shapes = [
  'Aurora',
  'Brook',
  'Cascade',
  'Delta',
  'Estuary',
  'Fjord',
  'Geyser',
  'Harbour',
  'Inlet',
  'Jetty',
];
const colours = ['Gold', 'Purple', 'Matt Black', 'Chrome', 'Copper', 'Brushed Nickel', 'White'];
const kinds = ['Basin Mixer', 'Kitchen Tap', 'Shower Set', 'Bath Filler', 'Bidet Tap', 'Wall Spout'];
const brands = ['Müller & Söhne', 'Aqvilo', 'Rubinetta', 'North Sea Taps', 'Kran'];
const words =
  'solid brass body with a ceramic cartridge that turns smoothly for years and saves water at every use while the finish resists scratches limescale and daily cleaning'.split(
    ' ',
  );

export function shopProduct(i: number): ShopProduct {
  const pick = (list: string[], by: number) => list[Math.floor(i / by) % list.length] ?? '';
  const title = `${pick(shapes, 1)} ${pick(colours, 10)} ${pick(kinds, 70)} ${i}`;
  return {
    path: `/products/${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    brand: pick(brands, 3),
    priceCents: 999 + ((i * 7919) % 90_000),
    sku: `TAP-${100_000 + i}`,
    category: Math.floor(i / perCategory),
    available: i % 9 !== 0,
  };
}

/** What the whole shop's prices add up to: a crawl that read every page right finds the same. */
export function totalCents(products: number): number {
  let total = 0;
  for (let i = 0; i < products; i++) total += shopProduct(i).priceCents;
  return total;
}

const price = (cents: number) => `€${(cents / 100).toFixed(2)}`;
const sentence = (seed: number, length: number) =>
  Array.from({ length }, (_, i) => words[(seed * 31 + i * 7 + ((seed * i) % 5)) % words.length]).join(' ');

/** Answers a path with its type and body; null where the shop has nothing. */
export function createShopPages(products: number): (path: string, origin: string) => [string, string] | null {
  const categories = Math.ceil(products / perCategory);
  const indexes = new Map(Array.from({ length: products }, (_, i) => [shopProduct(i).path, i]));
  const frame = pageFrame(categories);
  const listPages = Math.ceil(Math.min(perCategory, products) / perList);

  const sitemapIndex = (origin: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[
      ...Array.from(
        { length: Math.ceil(products / perSitemap) },
        (_, i) => `${origin}/sitemap-products-${i}.xml`,
      ),
      `${origin}/sitemap-categories.xml`,
    ]
      .map((url) => `<sitemap><loc>${url}</loc></sitemap>`)
      .join('')}</sitemapindex>`;
  const urlset = (paths: string[], origin: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
      .map((path) => `<url><loc>${origin}${path}</loc><lastmod>2026-03-01</lastmod></url>`)
      .join('')}</urlset>`;

  return (path, origin) => {
    const product = indexes.get(path);
    if (product !== undefined)
      return ['text/html; charset=utf-8', productPage(product, products, frame, origin)];
    if (path === '/robots.txt')
      return ['text/plain', `User-agent: *\nDisallow: /cart\nSitemap: ${origin}/sitemap.xml\n`];
    if (path === '/sitemap.xml') return ['application/xml', sitemapIndex(origin)];
    if (path === '/sitemap-categories.xml') {
      return [
        'application/xml',
        urlset(
          Array.from({ length: categories }, (_, i) => `/categories/${i}`),
          origin,
        ),
      ];
    }
    const part = /^\/sitemap-products-(\d+)\.xml$/.exec(path)?.[1];
    if (part !== undefined) {
      const from = Number(part) * perSitemap;
      const count = Math.min(perSitemap, products - from);
      return [
        'application/xml',
        urlset(
          Array.from({ length: count }, (_, i) => shopProduct(from + i).path),
          origin,
        ),
      ];
    }
    if (path === '/') return ['text/html; charset=utf-8', frame('The tap shop', '', '<h1>The tap shop</h1>')];
    const [, category, page = '1'] = /^\/categories\/(\d+)(?:\/page-(\d+))?$/.exec(path) ?? [];
    if (category === undefined || Number(category) >= categories || Number(page) > listPages) return null;
    return [
      'text/html; charset=utf-8',
      categoryPage(Number(category), Number(page), listPages, products, frame),
    ];
  };
}

type Frame = (title: string, head: string, main: string) => string;

/** Everything but the content: about 25 KB of styles, scripts, menu and footer, as theme and plug-ins leave them. */
function pageFrame(categories: number): Frame {
  const style = Array.from(
    { length: 90 },
    (_, i) =>
      `.c-${i}{margin:${i}px auto;padding:0 ${i % 7}px;color:#${(i * 4096 + 305).toString(16).padStart(6, '0')}}`,
  ).join('');
  const settings = JSON.stringify({
    locale: 'en',
    currency: 'EUR',
    features: Object.fromEntries(
      Array.from({ length: 120 }, (_, i) => [`feature_${i}`, { on: i % 2 === 0, share: i }]),
    ),
  });
  const links = Array.from(
    { length: Math.min(80, categories) },
    (_, i) =>
      `<li class="menu__item menu__item--${i}"><a class="menu__link" href="/categories/${i}" data-track="menu-${i}"><span>Category ${i}</span></a></li>`,
  ).join('\n');
  const footer = Array.from(
    { length: 40 },
    (_, i) =>
      `<li><a rel="nofollow" href="https://elsewhere.example/about/${i}">About us, part ${i}</a></li>`,
  ).join('\n');
  const icons = Array.from(
    { length: 20 },
    (_, i) =>
      `<svg width="24" height="24" viewBox="0 0 24 24"><path d="M${i} 3h18v2H${i}zM3 11h18v2H3zm0 8h18v2H3z"/></svg>`,
  ).join('');
  return (
    title,
    head,
    main,
  ) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">${head}
<style>${style}</style><script>window.dataLayer=window.dataLayer||[];window.settings=${settings};</script></head>
<body class="template"><header><a href="/"><img src="/logo.png" alt="The tap shop"></a><nav><ul>${links}</ul></nav>
<form action="/search"><input name="q"></form><a href="/cart">Basket</a>${icons}</header>
<main id="main">${main}</main>
<footer><ul>${footer}</ul><p>All prices include VAT.</p></footer><script src="/app.js" defer></script></body></html>`;
}

function card(i: number): string {
  const product = shopProduct(i);
  return `<div class="card card--${i % 4}" data-id="${i}"><a class="card__link" href="${product.path}">
<img class="card__image" loading="lazy" src="/i/${i}-300.jpg" srcset="/i/${i}-300.jpg 300w, /i/${i}-600.jpg 600w" alt="${product.title}">
<h3 class="card__title">${product.title}</h3></a><div class="card__price"><span class="money">${price(product.priceCents)}</span></div>
<button type="button" class="card__add" aria-label="Add ${product.title} to the basket">Add</button></div>`;
}

function categoryPage(category: number, page: number, pages: number, products: number, frame: Frame): string {
  const from = category * perCategory + (page - 1) * perList;
  const cards = Array.from({ length: Math.max(0, Math.min(perList, products - from)) }, (_, i) =>
    card(from + i),
  ).join('\n');
  const next = page < pages ? `<a rel="next" href="/categories/${category}/page-${page + 1}">Next</a>` : '';
  const title = `Category ${category}, page ${page}`;
  return frame(
    title,
    '',
    `<h1>${title}</h1><div class="grid">${cards}</div><div class="pages">${next}</div>`,
  );
}

function productPage(i: number, products: number, frame: Frame, origin: string): string {
  const product = shopProduct(i);
  const url = origin + product.path;
  const images = Array.from({ length: 1 + (i % 5) }, (_, k) => `${origin}/i/${i}-${k}.jpg`);
  const description = sentence(i, 60);
  const jsonLd = JSON.stringify({
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, name: 'Home', item: `${origin}/` },
          { '@type': 'ListItem', position: 2, name: 'Taps', item: `${origin}/categories/0` },
          {
            '@type': 'ListItem',
            position: 3,
            name: `Category ${product.category}`,
            item: `${origin}/categories/${product.category}`,
          },
          { '@type': 'ListItem', position: 4, name: product.title, item: url },
        ],
      },
      {
        '@type': 'Product',
        '@id': `${url}#product`,
        name: product.title,
        url,
        image: images,
        description,
        sku: product.sku,
        brand: { '@type': 'Brand', name: product.brand },
        aggregateRating: {
          '@type': 'AggregateRating',
          ratingValue: 3 + (i % 20) / 10,
          reviewCount: 1 + (i % 300),
        },
        offers: {
          '@type': 'Offer',
          url,
          price: (product.priceCents / 100).toFixed(2),
          priceCurrency: 'EUR',
          availability: `https://schema.org/${product.available ? 'InStock' : 'OutOfStock'}`,
          itemCondition: 'https://schema.org/NewCondition',
        },
      },
    ],
  });
  const head = `<link rel="canonical" href="${url}"><meta name="description" content="${description}">
<meta property="og:type" content="product"><meta property="og:title" content="${product.title}"><meta property="og:url" content="${url}">
<meta property="og:image" content="${images[0]}"><meta property="product:price:amount" content="${(product.priceCents / 100).toFixed(2)}">
<meta property="product:price:currency" content="EUR"><script type="application/ld+json">${jsonLd}</script>`;
  const gallery = images
    .map(
      (image) =>
        `<figure><img src="${image}?w=600" srcset="${image}?w=600 600w, ${image}?w=1200 1200w" alt="${product.title}"></figure>`,
    )
    .join('');
  const facts = Array.from(
    { length: 24 },
    (_, k) => `<tr><th scope="row">Property ${k}</th><td>${sentence(i + k, 4)}</td></tr>`,
  ).join('\n');
  const reviews = Array.from(
    { length: 5 + (i % 40) },
    (_, k) =>
      `<article class="review"><header><span class="review__author">Customer ${k}</span><time datetime="2026-01-${10 + (k % 20)}">January</time><span class="stars" aria-label="${1 + (k % 5)} of 5"></span></header><p>${sentence(i * 3 + k, 45)}</p></article>`,
  ).join('\n');
  const related = Array.from({ length: 16 }, (_, k) => card((i * 17 + k * 131) % products)).join('\n');
  return frame(
    `${product.title} | The tap shop`,
    head,
    `<div class="breadcrumb"><a href="/">Home</a> / <a href="/categories/${product.category}">Category ${product.category}</a></div>
<div class="gallery">${gallery}</div><div class="buy"><h1>${product.title}</h1><p class="brand">${product.brand}</p>
<p class="price"><span class="money">${price(product.priceCents)}</span></p><p class="stock">${product.available ? 'In stock' : 'Sold out'}</p>
<form action="/cart" method="post"><input type="number" name="quantity" value="1"><button>Add to basket</button></form></div>
<div class="description"><p>${description}</p><p>${sentence(i + 1, 120)}</p><p>${sentence(i + 2, 120)}</p></div>
<table class="facts">${facts}</table><section class="reviews"><h2>Reviews</h2>${reviews}</section>
<section class="related"><h2>You may also like</h2>${related}</section>`,
  );
}
