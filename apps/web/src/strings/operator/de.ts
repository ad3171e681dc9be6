// Every German string of the operator's desk: the same keys as en.ts, which the compiler checks.
import type { OperatorStrings } from './en.ts';

const count = new Intl.NumberFormat('de');
const percent = new Intl.NumberFormat('de', { style: 'percent', maximumFractionDigits: 1 });
const pagesRead = (n: number) => (n === 1 ? 'einer Seite' : `${count.format(n)} Seiten`);
const productsFound = (n: number) =>
  n === 0 ? 'kein Produkt gefunden' : n === 1 ? '1 Produkt gefunden' : `${count.format(n)} Produkte gefunden`;
const starters: Record<string, string> = {
  api: 'von Hand',
  schedule: 'nach Zeitplan',
  start: 'beim Start',
  'command line': 'auf der Kommandozeile',
};

export const de: OperatorStrings = {
  title: 'Für Betreiber',
  sections: {
    label: 'Bereiche',
    shops: 'Shops',
    runs: 'Läufe',
    queue: 'Warteschlange',
    health: 'Zustand des Katalogs',
    models: 'Modelle',
  },
  gate: {
    title: 'Dieser Bereich ist verschlossen',
    why: 'Er gehört denen, die diesen Dienst betreiben. Das Token bleibt nur in diesem Tab und ist vergessen, sobald er geschlossen wird.',
    token: 'Betreiber-Token',
    wrong: 'Das ist nicht das Betreiber-Token.',
    open: 'Aufschließen',
    forget: 'Token vergessen',
    closed: {
      title: 'Dieser Bereich öffnet sich nur auf dem eigenen Rechner',
      why: 'Es ist kein Betreiber-Token gesetzt; darum kommt nur ein Browser auf dem Rechner hinein, auf dem dieser Dienst läuft.',
      how: 'Für den Zugang von anderswo OPERATOR_TOKEN setzen, wo der Dienst gestartet wird, und hier dasselbe Token eingeben:',
    },
  },
  shops: {
    none: 'Noch kein Shop. Beim Hinzufügen erscheinen seine ersten Produkte, bevor etwas gespeichert wird.',
    add: 'Shop hinzufügen',
    products: 'Produkte',
    gone: (n) => `und ${count.format(n)} verschwunden`,
    trend: 'Letzte Läufe',
    noTrend: 'noch keine',
    trendLabel: (runs) =>
      `Produkte in den letzten ${runs.length} Läufen: ${runs
        .map(
          ({ products, newProducts, failed }) => `${products} (${newProducts} neu, ${failed} fehlgeschlagen)`,
        )
        .join('; ')}`,
    lastRun: 'Letzter Lauf',
    never: 'nie',
    nextRun: 'Nächster Lauf',
    unscheduled: 'nur von Hand',
    counts: ({ newProducts, changedPrices, failed }) =>
      [
        newProducts > 0 ? `${count.format(newProducts)} neu` : '',
        changedPrices > 0 ? `${count.format(changedPrices)} mit neuem Preis` : '',
        failed > 0 ? `${count.format(failed)} fehlgeschlagen` : '',
      ]
        .filter((text) => text !== '')
        .join(', '),
    watch: 'Beim Lauf zusehen',
    starting: 'Startet …',
    runNow: 'Jetzt laufen lassen',
    runNowWhy: 'Liest, was sich geändert haben kann',
    runFull: 'Vollständiger Lauf',
    runFullWhy: 'Liest jede Seite neu',
    schedule: {
      open: 'Zeitplan',
      when: 'Wann',
      mode: 'Wie',
      save: 'Speichern',
      remove: 'Zeitplan entfernen',
      such: 'In englischen Worten, zum Beispiel:',
    },
  },
  add: {
    title: 'Shop hinzufügen',
    lead: 'Die ersten Produkte erscheinen, wie sie später aussähen. Gespeichert wird erst mit dem Start.',
    address: 'Adresse des Shops',
    look: 'Ansehen',
    lookAgain: 'Noch einmal ansehen',
    stop: 'Anhalten',
    start: 'Shop hinzufügen und starten',
    knocking: 'Der Shop wird gefragt, was gelesen werden darf …',
    reading: (pages, path, products) => `Liest Seite ${pages}: ${path}. Bisher: ${productsFound(products)}.`,
    stopped: (products) => `Angehalten. Bis dahin: ${productsFound(products)}.`,
    ends: {
      found: ({ products, pages, reasons }) =>
        `${productsFound(products)} auf ${pagesRead(pages)}.${reasons === '' ? '' : ` Nicht lesbar: ${reasons}.`}`,
      none: ({ pages, reasons }) =>
        reasons === ''
          ? `Auf ${pagesRead(pages)} wurde kein Produkt gefunden. Eine Site-Datei kann Startseiten oder Selektoren nennen.`
          : `Auf ${pagesRead(pages)} wurde kein Produkt gefunden. Nicht lesbar: ${reasons}.`,
      forbidden: () =>
        'Die robots.txt des Shops erlaubt keine der Seiten, bei denen es losginge; darum wurde nichts gelesen.',
      closed: ({ detail }) => `Der Shop lässt sich nicht lesen: ${detail}`,
      'timed out': ({ products, pages }) =>
        `Der Shop ist langsam: nach einer Minute ${productsFound(products)} auf ${pagesRead(pages)}.`,
    },
    badAddress: 'Das ist keine Adresse eines Shops. Sie sieht aus wie https://shop.example/.',
    notAllowed:
      'Diese Adresse liegt nicht im öffentlichen Internet oder hat einen eigenen Port. ALLOW_HOSTS erlaubt sie, wo der Dienst gestartet wird.',
    tooMany: 'Gerade werden andere Shops angesehen. Bitte gleich noch einmal versuchen.',
    limits: {
      title: 'Wie behutsam gelesen wird',
      delayMs: 'Millisekunden zwischen zwei Anfragen',
      concurrency: 'Anfragen zugleich',
      maxPages: 'Seiten je Lauf höchstens',
    },
    dryRun: {
      photoComing: 'Foto kommt',
      noPhoto: 'Kein Foto',
      fields: {
        title: 'Name',
        price: 'Preis',
        regularPrice: 'Preis davor',
        brand: 'Marke',
        availability: 'Verfügbarkeit',
        sku: 'Artikelnummer',
        gtin: 'Strichcode',
        mpn: 'Teilenummer',
        category: 'Kategorie',
        description: 'Beschreibung',
        photoUrls: 'Fotos',
        rating: 'Bewertung',
        variants: 'Varianten',
      },
      sources: {
        selector: 'Site-Datei',
        'json-ld': 'JSON-LD',
        microdata: 'Mikrodaten',
        rdfa: 'RDFa',
        meta: 'Meta-Angaben',
        state: 'Skriptdaten',
        page: 'Sichtbare Seite',
        url: 'Adresse',
        door: 'Produktliste',
      },
    },
  },
  runs: {
    run: (id) => `Lauf ${id}`,
    missing: 'Einen Lauf mit dieser Nummer gibt es nicht.',
    startedBy: (who) => `gestartet ${starters[who] ?? `von ${who}`}`,
    cutOff: 'Die Verbindung ist abgerissen; sie wird neu versucht.',
    filter: 'Shop',
    allShops: 'Alle Shops',
    none: 'Noch keine Läufe.',
    columns: { run: 'Lauf', shop: 'Shop', state: 'Stand', started: 'Begonnen' },
    modes: {
      incremental: 'was sich geändert haben kann',
      full: 'jede Seite',
      reparse: 'gespeicherte Seiten neu',
      photos: 'fehlende Fotos',
      retry: 'fehlgeschlagene Seiten neu',
    },
    states: {
      running: 'läuft',
      paused: 'pausiert',
      cancelling: 'wird abgebrochen',
      ended: 'beendet',
      done: 'fertig',
      partial: 'teilweise',
      failed: 'gescheitert',
      suspicious: 'verdächtig',
      cancelled: 'abgebrochen',
    },
    commands: {
      pause: { do: 'Pausieren', doing: 'Pausiert …' },
      resume: { do: 'Fortsetzen', doing: 'Geht weiter …' },
      cancel: { do: 'Lauf abbrechen', doing: 'Bricht ab …' },
      confirm: { do: 'Ja, sie sind weg', doing: 'Bestätigt …' },
    },
    progress: {
      label: 'Fortschritt',
      pages: 'Seiten',
      photos: 'Fotos des Shops',
      of: (done, total) => `${done} von ${total}`,
      pagesPerSecond: (rate) => `${rate} Seiten/s`,
      photosPerSecond: (rate) => `${rate} Fotos/s`,
    },
    counts: {
      products: 'Produkte',
      newProducts: 'Neu',
      changedPrices: 'Neuer Preis',
      unchanged: 'Unverändert',
      gone: 'Verschwunden',
      failed: 'Gescheitert',
      skipped: 'Ausgelassen',
      bytes: 'Übertragen',
      time: 'Arbeitszeit',
    },
    failures: {
      title: 'Was nicht ging',
      photos: 'Fotos des Shops',
      retry: 'Noch einmal',
      retrying: 'Fragt …',
      retryLabel: (reason) => `Noch einmal anfragen, was scheiterte an: ${reason}`,
      waiting: (n) => `${count.format(n)} davon werden noch einmal angefragt.`,
      visitedSince: 'Seither von einem späteren Lauf angefragt.',
      examples: (n) => (n === 1 ? 'Ein Beispiel' : `${n} Beispiele`),
    },
    changes: {
      title: 'Was sich geändert hat',
      kinds: { new: 'Neu', up: 'Teurer', down: 'Billiger', gone: 'Verschwunden' },
      none: {
        new: 'Keine neuen Produkte.',
        up: 'Nichts wurde teurer.',
        down: 'Nichts wurde billiger.',
        gone: 'Nichts ist verschwunden.',
      },
      loading: 'Lädt …',
      more: 'Mehr zeigen',
      was: 'vorher',
      share: (share) => percent.format(share),
    },
  },
  queue: {},
  health: {},
  models: {},
};
