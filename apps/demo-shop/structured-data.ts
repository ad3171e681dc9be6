// What the shop tells machines: schema.org Product and BreadcrumbList, robots.txt, sitemap.xml.
import type { DemoTap } from './catalogue.ts';
import { escapeText } from './html.ts';
import { categorySlug, type Stock } from './stock.ts';

export const photoUrls = (tap: DemoTap, base: string): string[] =>
  tap.photos.map((pose) => `${base}/photos/${pose.id}.jpg`);

export function productData(tap: DemoTap, base: string): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: tap.title,
    image: photoUrls(tap, base),
    description: tap.description,
    sku: tap.sku,
    brand: { '@type': 'Brand', name: tap.brand },
    category: tap.category.join(' > '),
    offers: {
      '@type': 'Offer',
      url: `${base}/products/${tap.slug}`,
      price: tap.price.toFixed(2),
      priceCurrency: tap.currency,
      availability: `https://schema.org/${tap.availability === 'in_stock' ? 'InStock' : 'OutOfStock'}`,
      itemCondition: 'https://schema.org/NewCondition',
    },
  };
}

export function breadcrumbData(tap: DemoTap, base: string): Record<string, unknown> {
  const trail = [
    { name: 'Home', item: `${base}/` },
    ...tap.category.map((name, depth) => ({
      name,
      item: `${base}/category/${categorySlug(tap.category[0] ?? name)}${depth === 0 ? '' : `#${categorySlug(name)}`}`,
    })),
    { name: tap.title, item: `${base}/products/${tap.slug}` },
  ];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: trail.map((crumb, index) => ({ '@type': 'ListItem', position: index + 1, ...crumb })),
  };
}

export const robotsText = (base: string): string =>
  `User-agent: *\nDisallow: /cart\nDisallow: /checkout\n\nSitemap: ${base}/sitemap.xml\n`;

export function sitemapXml(stock: Stock, base: string): string {
  const newest = new Date(Math.max(...stock.taps.map((tap) => tap.updatedAt.getTime())));
  const pages = [
    { path: '/', changed: newest },
    ...stock.categories.map(({ slug }) => ({ path: `/category/${slug}`, changed: newest })),
    ...stock.taps.map((tap) => ({ path: `/products/${tap.slug}`, changed: tap.updatedAt })),
  ];
  const entries = pages.map(
    ({ path, changed }) =>
      `<url><loc>${escapeText(base + path)}</loc><lastmod>${changed.toISOString()}</lastmod></url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
}
