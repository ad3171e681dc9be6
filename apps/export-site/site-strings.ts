// What only an exported site says.

export interface SiteStrings {
  about(products: number, date: Date): string;
  filter: string;
  filterLabel: string;
  page(n: number, of: number): string;
  pages: string;
  previous: string;
  next: string;
  allShops: string;
  shop: string;
  order: string;
  mixed: string;
  nothing: string;
  back: string;
  gone: string;
}

export const siteEn: SiteStrings = {
  about: (products, date) =>
    `${products === 1 ? '1 product' : `${products.toLocaleString('en')} products`}, as of ${date.toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })}. Prices may have changed.`,
  filter: 'Find',
  filterLabel: 'Words in names, brands and shops',
  page: (n, of) => `Page ${n} of ${of}`,
  pages: 'Pages',
  previous: 'Previous',
  next: 'Next',
  allShops: 'All shops',
  shop: 'Shop',
  order: 'Order',
  mixed: 'Mixed',
  nothing: 'Nothing is called that. Fewer or shorter words find more.',
  back: 'All products',
  gone: 'This product is no longer here.',
};

export const siteDe: SiteStrings = {
  about: (products, date) =>
    `${products === 1 ? '1 Produkt' : `${products.toLocaleString('de')} Produkte`}, Stand ${date.toLocaleDateString('de', { dateStyle: 'long', timeZone: 'UTC' })}. Preise können sich geändert haben.`,
  filter: 'Finden',
  filterLabel: 'Wörter in Namen, Marken und Shops',
  page: (n, of) => `Seite ${n} von ${of}`,
  pages: 'Seiten',
  previous: 'Zurück',
  next: 'Weiter',
  allShops: 'Alle Shops',
  shop: 'Shop',
  order: 'Reihenfolge',
  mixed: 'Gemischt',
  nothing: 'So heißt hier nichts. Weniger oder kürzere Wörter finden mehr.',
  back: 'Alle Produkte',
  gone: 'Dieses Produkt gibt es hier nicht mehr.',
};
