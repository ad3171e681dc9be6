// Every German string of the shopper's pages: the same keys as en.ts, which the compiler checks.
import type { Strings } from './en.ts';

const count = new Intl.NumberFormat('de');
const things = (n: number) => (n === 1 ? '1 Produkt' : `${count.format(n)} Produkte`);

export const de: Strings = {
  siteName: 'Lookalike',
  skipToResults: 'Zu den Produkten springen',
  header: {
    label: 'Mehr von Lookalike',
    map: 'Karte',
    boards: 'Merklisten',
  },
  search: {
    label: 'Nach Aussehen suchen',
    placeholder: 'Zum Beispiel „gold purple“ oder „matte black gooseneck“',
    submit: 'Suchen',
    clear: 'Suche leeren',
    shortcut: 'Mit / zur Suche',
  },
  examples: {
    label: 'Zum Ausprobieren',
    // English on purpose: the encoders were trained on English words.
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
    headline: ['Such nach', 'Aussehen.'],
    lead: 'Nenne Farbe und Form oder zeig auf etwas, das dir gefällt. Verglichen wird jedes Foto, Namen spielen keine Rolle.',
    pairLabel: 'Zwei, die sich gleichen',
    original: 'Das gefällt dir',
    lookalike: 'Sieht ähnlich aus',
    less: (saved) => `${saved} günstiger`,
  },
  filters: {
    label: 'Produkte eingrenzen',
    price: 'Preis',
    minPrice: 'Niedrigster Preis',
    maxPrice: 'Höchster Preis',
    from: 'von',
    to: 'bis',
    inStock: 'Lieferbar',
    cheaper: 'Günstiger als dieses',
    sort: 'Sortierung',
    clear: 'Filter löschen',
    remove: (what) => `Filter entfernen: ${what}`,
  },
  sorts: {
    relevance: 'Beste Treffer',
    random: 'Gemischt',
    newest: 'Neueste',
    price: 'Günstigste zuerst',
    '-price': 'Teuerste zuerst',
  },
  card: {
    findSimilar: 'Ähnliche finden',
    findSimilarTo: (title) => `Ähnliche finden: ${title}`,
    atShop: (shop) => `Ansehen bei ${shop}`,
    newTab: '(öffnet in neuem Tab)',
    noPrice: 'Preis im Shop',
    noPhoto: 'Noch kein Foto',
    outOfStock: 'Nicht lieferbar',
    discontinued: 'Ausgelaufen',
    preorder: 'Vorbestellbar',
    offers: (n, from) =>
      `${n === 1 ? '1 weiteres Angebot' : `${count.format(n)} weitere Angebote`}${from === null ? '' : ` ab ${from}`}`,
    save: (amount) => `${amount} gespart`,
  },
  titles: {
    home: 'Lookalike: nach Aussehen finden',
    search: (query) => `${query} · Lookalike`,
    similar: (title) => `Wie ${title} · Lookalike`,
    cheaper: (title) => `Wie ${title}, nur günstiger · Lookalike`,
    loading: 'Lookalike',
    missing: 'Nicht gefunden · Lookalike',
  },
  results: {
    home: 'Im Schaufenster',
    search: (query) => `„${query}“`,
    similar: 'Sieht ähnlich aus',
    cheaper: 'Sieht ähnlich aus, kostet weniger',
    loading: 'Die Fotos werden durchgesehen …',
    count: (shown, total, more) => {
      if (total !== undefined) return things(total);
      return more ? `Die ersten ${things(shown)}` : things(shown);
    },
    loose: 'Entfernt verwandt',
    more: 'Mehr zeigen',
    loadingMore: 'Mehr wird geladen …',
    end: 'Das waren alle.',
  },
  chosen: {
    label: 'Das Produkt, das verglichen wird',
    photos: 'Weitere Fotos davon',
    photo: (n, title) => `Foto ${n}: ${title}`,
    unavailable: 'Die Angaben zu diesem Produkt lassen sich nicht zeigen.',
  },
  empty: {
    title: 'Dazu passt nichts.',
    narrowed: 'Die Filter blenden alles aus. Nimm einen weg:',
    cheaper: 'Nichts Ähnliches kostet weniger. Vielleicht ist dies schon das Schnäppchen.',
    showAll: 'Zu jedem Preis zeigen',
    search: 'Andere Worte für Farbe oder Form versuchen:',
    catalogueTitle: 'Noch nichts da.',
    catalogue: 'Produkte erscheinen, während ein Shop gelesen wird, ihre Fotos kurz danach.',
    refresh: 'Noch einmal nachsehen',
  },
  error: {
    title: 'Das hat nicht geklappt.',
    more: 'Die nächsten Produkte wurden nicht geladen.',
    retry: 'Noch einmal versuchen',
    unreachable: 'Der Server ist nicht erreichbar. Läuft er? Dann noch einmal versuchen.',
    unreadable: 'Der Server hat etwas geantwortet, das diese Seite nicht lesen kann.',
    status: (status) => `Der Server hat mit ${status} geantwortet.`,
    home: 'Zurück zum Schaufenster',
    crash: 'Diese Seite ist beim Zeichnen abgestürzt.',
    reload: 'Seite neu laden',
  },
  missing: {
    title: 'Hier ist nichts.',
    page: 'Diese Adresse führt im Shop nirgendwohin.',
    product: 'Dieses Produkt steht nicht oder nicht mehr im Katalog.',
  },
  notices: 'Vom Server',
  footer: {
    about: 'Fotos und Preise kommen von den Shops, zu denen sie führen.',
    api: 'API',
    language: 'Sprache',
    operator: 'Für Betreiber',
  },
};
