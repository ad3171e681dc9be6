// Finds products by words, in the page: fetches the list of all at the first word, and shows what fits as it is typed.

/** As `product-list.ts` writes them. */
type Row = [
  id: number,
  title: string,
  brand: string,
  shop: string,
  category: string,
  amount: number | null,
  currency: string,
  photo: string,
];

interface Found {
  row: Row;
  folded: string;
}

declare global {
  interface Window {
    /** What the files of the list call. */
    lookalike: (part: number, rows: Row[], isLast: boolean) => void;
  }
}

const shownAtOnce = 48;
const page = document.documentElement;
const root = page.dataset.root ?? '';
const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind | null; // the page's own ids
const words = byId<HTMLInputElement>('words');
const found = byId('found');
const grid = byId('found-grid');
const more = byId<HTMLButtonElement>('found-more');
const order = byId<HTMLSelectElement>('order');
const shop = byId<HTMLSelectElement>('shop');

const all: Found[] = [];
let isLoaded = false;
let isLoading = false;
let shown = shownAtOnce;

window.lookalike = (part, rows, isLast) => {
  for (const row of rows) all.push({ row, folded: fold(row.slice(1, 5).join(' ')) });
  isLoaded = isLast;
  if (!isLast) loadPart(part + 1);
  show();
};

/** A script rather than data: files opened without a server can't be fetched otherwise. */
function loadPart(part: number): void {
  const script = document.createElement('script');
  script.src = `${root}data/${part}.js`;
  document.head.append(script);
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function show(): void {
  if (!words || !found || !grid || !more) return;
  const asked = words.value.trim();
  const isFinding = asked !== '';
  found.hidden = !isFinding;
  const shelf = byId('window');
  if (shelf) shelf.hidden = isFinding;
  if (!isFinding) return;
  if (!isLoading) {
    isLoading = true;
    loadPart(0);
  }
  const fitting = sorted(fits(asked));
  grid.replaceChildren(...fitting.slice(0, shown).map(({ row }) => card(row)));
  more.hidden = fitting.length <= shown;
  setText('found-heading', spoken().quoted(asked));
  setText('found-count', isLoaded ? countText(fitting.length) : '…');
  const nothing = byId('found-nothing');
  if (nothing) nothing.hidden = fitting.length > 0 || !isLoaded;
}

function fits(asked: string): Found[] {
  const parts = fold(asked).split(/\s+/);
  return all.filter(
    ({ row, folded }) =>
      parts.every((part) => folded.includes(part)) && (!shop?.value || row[3] === shop.value),
  );
}

/** Prices in different currencies are not compared: each by itself, those without any last. */
function sorted(rows: Found[]): Found[] {
  const way = { price: 1, '-price': -1 }[order?.value ?? ''];
  if (way === undefined) return rows;
  return rows.toSorted(({ row: a }, { row: b }) => {
    if (a[5] === null || b[5] === null) return Number(a[5] === null) - Number(b[5] === null);
    return a[6] === b[6] ? way * (a[5] - b[5]) : a[6] < b[6] ? -1 : 1;
  });
}

function card([id, title, brand, shopName, , amount, currency, photo]: Row): Node {
  const template = byId<HTMLTemplateElement>('card');
  const item = document.createElement('li');
  if (!template) return item;
  item.append(template.content.cloneNode(true));
  const text = (selector: string, value: string) => {
    const element = item.querySelector(selector);
    if (element) element.textContent = value;
  };
  text('.card-link', title);
  text('.card-similar .unseen', `: ${title}`);
  if (brand) text('.card-brand', brand);
  else item.querySelector('.card-brand')?.remove();
  text('.shop-name', shopName);
  if (amount !== null) text('.card-price', priceText(amount, currency));
  const address = `${root}products/${id}.html`;
  item.querySelector('.card-link')?.setAttribute('href', address);
  item.querySelector('.card-similar')?.setAttribute('href', `${address}#similar`);
  if (photo) item.querySelector('img')?.setAttribute('src', `${root}photos/${photo}.webp`);
  else item.querySelector('img')?.remove();
  return item;
}

function priceText(amount: number, currency: string): string {
  try {
    const style = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
    return new Intl.NumberFormat(page.lang, style).format(amount);
  } catch {
    return `${amount.toLocaleString(page.lang)} ${currency}`; // a code that no currency has
  }
}

const texts = {
  en: {
    hint: 'Words in names, brands and shops',
    quoted: (asked: string) => `“${asked}”`,
    count: (n: string) => (n === '1' ? '1 product' : `${n} products`),
    orders: ['Mixed', 'Cheapest first', 'Dearest first'],
    shops: 'All shops',
  },
  de: {
    hint: 'Wörter in Namen, Marken und Shops',
    quoted: (asked: string) => `„${asked}“`,
    count: (n: string) => (n === '1' ? '1 Produkt' : `${n} Produkte`),
    orders: ['Gemischt', 'Günstigste zuerst', 'Teuerste zuerst'],
    shops: 'Alle Shops',
  },
};

const spoken = () => (page.lang === 'de' ? texts.de : texts.en);
const countText = (n: number) => spoken().count(n.toLocaleString(page.lang));

function setText(id: string, text: string): void {
  const element = byId(id);
  if (element) element.textContent = text;
}

/** Options and placeholders can't hold both languages. */
function speak(): void {
  if (words) words.placeholder = spoken().hint;
  for (const [i, option] of [...(order?.options ?? [])].entries()) option.text = spoken().orders[i] ?? '';
  const every = shop?.options[0];
  if (every) every.text = spoken().shops;
  show();
}

/** In the part of the address that no server sees, so that the way back finds it and a link can be shared. */
function remember(): void {
  const state = new URLSearchParams();
  if (words?.value.trim()) state.set('q', words.value.trim());
  if (shop?.value) state.set('shop', shop.value);
  if (order && order.value !== 'mixed') state.set('order', order.value);
  history.replaceState(null, '', state.size > 0 ? `#${state}` : location.pathname + location.search);
}

function recall(): void {
  const state = new URLSearchParams(location.hash.slice(1));
  if (!words || !state.has('q')) return;
  words.value = state.get('q') ?? '';
  if (shop) shop.value = state.get('shop') ?? '';
  if (order) order.value = state.get('order') ?? 'mixed';
}

function change(): void {
  shown = shownAtOnce;
  if (found) remember();
  show();
}

words?.form?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!found && words.value.trim()) {
    location.href = `${root}index.html#${new URLSearchParams({ q: words.value.trim() })}`;
  } else grid?.querySelector<HTMLElement>('a')?.focus();
});
words?.addEventListener('input', change);
for (const select of [order, shop]) select?.addEventListener('change', change);
more?.addEventListener('click', () => {
  const first = shown;
  shown += shownAtOnce;
  show();
  grid?.children[first]?.querySelector<HTMLElement>('a')?.focus();
});
document.addEventListener('language', speak);
window.addEventListener('hashchange', () => {
  recall();
  show();
});
const find = byId('find');
if (find) find.hidden = false;
recall();
speak();
