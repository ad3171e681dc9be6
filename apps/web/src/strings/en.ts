// Every English string of the shopper's pages, in one place.
const count = new Intl.NumberFormat('en');
const things = (n: number) => (n === 1 ? '1 product' : `${count.format(n)} products`);

export const en = {
  siteName: 'Lookalike',
  skipToResults: 'Skip to the products',
  header: {
    label: 'More of Lookalike',
    map: 'Map',
    boards: 'Boards',
  },
  search: {
    label: 'Search by how it looks',
    placeholder: 'Try “gold purple” or “matte black gooseneck”',
    submit: 'Search',
    clear: 'Clear the search',
    shortcut: 'Press / to search',
  },
  examples: {
    label: 'Try one of these',
    queries: [
      'gold purple',
      'matte black gooseneck',
      'copper waterfall',
      'rose gold',
      'white and brass',
      'red enamel',
      'chrome bridge tap',
    ],
  },
  hero: {
    headline: ['Find it by', 'how it looks.'],
    lead: 'Say the colours and the shape, or point at one you like. Every photo is compared, so names don’t matter.',
    pairLabel: 'Two that look alike',
    original: 'You like this',
    lookalike: 'Looks like it',
    less: (saved: string) => `${saved} less`,
  },
  filters: {
    label: 'Narrow the products',
    price: 'Price',
    minPrice: 'Lowest price',
    maxPrice: 'Highest price',
    from: 'from',
    to: 'to',
    inStock: 'In stock',
    cheaper: 'Cheaper than this',
    sort: 'Sort',
    clear: 'Clear filters',
    remove: (what: string) => `Remove filter: ${what}`,
  },
  sorts: {
    relevance: 'Best match',
    random: 'A mix',
    newest: 'Newest',
    price: 'Cheapest first',
    '-price': 'Dearest first',
  },
  card: {
    findSimilar: 'Find similar',
    findSimilarTo: (title: string) => `Find similar to ${title}`,
    atShop: (shop: string) => `See it at ${shop}`,
    newTab: '(opens in a new tab)',
    noPrice: 'Price at the shop',
    noPhoto: 'No photo yet',
    outOfStock: 'Out of stock',
    discontinued: 'Discontinued',
    preorder: 'Pre-order',
    offers: (n: number, from: string | null) =>
      `${n === 1 ? '1 more offer' : `${count.format(n)} more offers`}${from === null ? '' : ` from ${from}`}`,
    save: (amount: string) => `Save ${amount}`,
  },
  titles: {
    home: 'Lookalike: find it by how it looks',
    search: (query: string) => `${query} · Lookalike`,
    similar: (title: string) => `Like ${title} · Lookalike`,
    cheaper: (title: string) => `Like ${title}, but cheaper · Lookalike`,
    loading: 'Lookalike',
    missing: 'Not found · Lookalike',
  },
  results: {
    home: 'In the window',
    search: (query: string) => `“${query}”`,
    similar: 'Looks like it',
    cheaper: 'Looks like it, costs less',
    loading: 'Looking through the photos…',
    count: (shown: number, total: number | undefined, more: boolean) => {
      if (total !== undefined) return things(total);
      return more ? `First ${things(shown)}` : things(shown);
    },
    loose: 'Loosely related',
    more: 'Show more',
    loadingMore: 'Loading more…',
    end: 'That’s all of them.',
  },
  chosen: {
    label: 'The product to match',
    photos: 'More photos of it',
    photo: (n: number, title: string) => `Photo ${n} of ${title}`,
    unavailable: 'This product’s details can’t be shown.',
  },
  empty: {
    title: 'Nothing fits that.',
    narrowed: 'The filters hide everything. Take one away:',
    cheaper: 'Nothing similar costs less than this one. It may already be the bargain.',
    showAll: 'Show them at any price',
    search: 'Try other words for its colour or shape:',
    catalogueTitle: 'Nothing here yet.',
    catalogue: 'Products appear here while a shop is being read, and their photos soon after.',
    refresh: 'Look again',
  },
  error: {
    title: 'That didn’t work.',
    more: 'The next products didn’t load.',
    retry: 'Try again',
    unreachable: 'The server can’t be reached. Check that it is running, then try again.',
    unreadable: 'The server gave an answer this page can’t read.',
    status: (status: number) => `The server answered ${status}.`,
    home: 'Back to the shop window',
    crash: 'This page broke while being drawn.',
    reload: 'Reload the page',
  },
  missing: {
    title: 'Nothing here.',
    page: 'This address leads nowhere in the shop.',
    product: 'This product isn’t in the catalogue, or no longer.',
  },
  notices: 'From the server',
  footer: {
    about: 'Photos and prices come from the shops they link to.',
    api: 'API',
    language: 'Language',
    operator: 'Operator’s desk',
  },
};

export type Strings = typeof en;
