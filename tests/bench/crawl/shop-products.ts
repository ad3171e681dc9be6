// The products of the made-up shop: the same at every run.

export interface ShopProduct {
  path: string;
  title: string;
  brand: string;
  priceCents: number;
  sku: string;
  category: number;
  available: boolean;
}

export const perCategory = 100;
/** Of a category, on one page. */
export const perList = 25;

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
