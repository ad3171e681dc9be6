// The HTML of the made-up shop: of the size and make-up of real shops' pages.
import { perCategory, perList, shopProduct } from './shop-products.ts';

const words =
  'solid brass body with a ceramic cartridge that turns smoothly for years and saves water at every use while the finish resists scratches limescale and daily cleaning'.split(
    ' ',
  );

const price = (cents: number) => `€${(cents / 100).toFixed(2)}`;
const sentence = (seed: number, length: number) =>
  Array.from({ length }, (_, i) => words[(seed * 31 + i * 7 + ((seed * i) % 5)) % words.length]).join(' ');

type Frame = (title: string, head: string, main: string) => string;

export interface ShopFrame {
  products: number;
  frame: Frame;
  origin: string;
}

/** Everything but the content: about 25 KB of styles, scripts, menu and footer, as theme and plug-ins leave them. */
export function pageFrame(categories: number): Frame {
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

export function categoryPage(
  category: number,
  page: number,
  pages: number,
  { products, frame }: ShopFrame,
): string {
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

export function productPage(i: number, { products, frame, origin }: ShopFrame): string {
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
