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
  queue: {
    stale: 'Diese Zahlen sind alt:',
    names: { crawl: 'Läufe', embed: 'Fotos', upkeep: 'Pflege' },
    states: { paused: 'pausiert', working: 'arbeitet', waiting: 'wartet', idle: 'ruht' },
    waiting: 'Wartend',
    active: 'In Arbeit',
    delayed: 'Später',
    failed: 'Gescheitert',
    perMinute: 'Pro Minute',
    oldest: 'Wartet längstens',
    nextDue: 'Nächste Aufgabe:',
    retrying: (n, reason) => `${count.format(n)} mit neuem Versuch: ${reason}`,
    commands: {
      pause: { do: 'Anhalten', label: (queue) => `Warteschlange ${queue} anhalten` },
      resume: { do: 'Fortsetzen', label: (queue) => `Warteschlange ${queue} fortsetzen` },
    },
    failures: {
      title: 'Was nicht ging',
      none: 'Nichts.',
      kinds: {
        passing: {
          title: 'Wird von selbst wieder versucht',
          why: 'Alle Versuche sind gescheitert; alle fünf Minuten folgt ein weiterer.',
        },
        lasting: {
          title: 'Aufgegeben',
          why: 'Fotos, die nicht von selbst wieder versucht werden: nicht vorhanden, kein Bild oder von Hand aufgegeben.',
        },
      },
      last: 'zuletzt',
      showAll: (n) => `Alle ${count.format(n)} zeigen`,
      more: 'Mehr zeigen',
      times: (n) => `${count.format(n)}-mal aufgegeben.`,
      doing: (done) => (done === 0 ? 'Läuft …' : `${count.format(done)} erledigt …`),
      retry: { one: 'Noch einmal', group: 'Noch einmal', all: 'Alle noch einmal' },
      retryLabel: {
        one: (what) => `Noch einmal versuchen: ${what}`,
        group: (reason) => `Alle noch einmal versuchen, die gescheitert sind an: ${reason}`,
        all: () => 'Alle diese noch einmal versuchen',
      },
      discard: { one: 'Aufgeben', group: 'Aufgeben', all: 'Alle aufgeben' },
      discardLabel: {
        one: (what) => `Aufgeben: ${what}`,
        group: (reason) => `Alle aufgeben, die gescheitert sind an: ${reason}`,
        all: () => 'Alle diese aufgeben',
      },
      discardWhy: 'Wird nicht mehr von selbst versucht. Ein Foto kommt zu den aufgegebenen.',
    },
    workers: {
      title: 'Wer arbeitet',
      none: 'Niemand nimmt Aufgaben an. „lookalike work“ oder „lookalike up“ starten.',
      name: (host, process) => `${host}, Prozess ${process}`,
      silent: (age) => `Seit ${age} Minuten kein Lebenszeichen`,
      unknown: 'Unbekannt: Seine Aufgaben gehen an einen anderen, sobald ihre Sperren ablaufen.',
      model: (model) => `Bettet mit ${model} ein.`,
      since: 'Arbeitet seit',
      rate: (queue, rate) => `${queue}: ${rate} pro Minute`,
      idle: 'Nichts in Arbeit.',
      columns: { what: 'In Arbeit', queue: 'Warteschlange', attempt: 'Versuch', since: 'Dauer' },
      run: (id, shop) => `Lauf ${id} von ${shop}`,
    },
  },
  health: {
    counting: 'Zählt …',
    anew: 'Neu zählen',
    counted: 'Gezählt',
    took: (seconds) => `in ${seconds} s.`,
    products: 'Produkte',
    photos: 'Fotos',
    photosLeft: (missing, failed) =>
      [
        missing > 0 ? `${count.format(missing)} noch einzubetten` : '',
        failed > 0 ? `${count.format(failed)} gescheitert` : '',
      ]
        .filter((text) => text !== '')
        .join(', ') || 'alle eingebettet',
    checksLabel: 'Prüfungen des Katalogs',
    checks: {
      'no-photo': {
        name: 'Ohne Foto',
        why: 'Ihr Shop zeigt keines; keine Suche nach dem Aussehen findet sie.',
      },
      'photo-pending': {
        name: 'Foto noch einzubetten',
        why: 'Wartet in der Schlange oder wird noch einmal versucht.',
      },
      'photo-failed': {
        name: 'Foto gescheitert',
        why: 'Endgültig aufgegeben; auf der Seite der Warteschlange lassen sie sich noch einmal versuchen.',
      },
      placeholder: {
        name: 'Platzhalter',
        why: 'Bilder, die für viele Produkte stehen, etwa „Bild folgt“. Sie kommen in keine Rangfolge.',
      },
      duplicate: {
        name: 'Dasselbe Bild mehrfach',
        why: 'Mehrere Produkte mit einem Bild. Suchen zeigen sie als eines und die anderen als seine Angebote.',
      },
      outlier: {
        name: 'Seltsam einsortiert',
        why: 'Das Foto ist dem mittleren Foto einer anderen Kategorie näher als dem der eigenen, weit mehr als dort üblich. Betrachtet werden Kategorien ab acht Produkten. Höchstens 500 werden behalten.',
      },
      'no-price': { name: 'Ohne Preis', why: 'Auf ihren Seiten war kein Preis zu finden.' },
      'no-brand': { name: 'Ohne Marke', why: 'Filter nach der Marke lassen sie aus.' },
      'no-category': { name: 'Ohne Kategorie', why: 'Filter nach der Kategorie lassen sie aus.' },
      stale: {
        name: 'Seit einem Monat nicht gesehen',
        why: 'Seit 30 Tagen hat sie kein Lauf wieder angetroffen und keiner festgestellt, dass sie fort sind.',
      },
    },
    fine: 'keine',
    nothing: 'Kein Produkt hat das.',
    more: 'Mehr zeigen',
    tried: 'Warum',
    sets: (n) => `Ein Bild, ${count.format(n)} Produkte`,
    outlier: (one) =>
      `Einsortiert unter ${one.category} (Ähnlichkeit zum Mittel ${one.likeness}), sieht aus wie ${one.otherCategory} (${one.otherLikeness}).`,
    placeholders: {
      none: 'Von keinem Bild ist bekannt, dass es ein Platzhalter ist.',
      used: (n) => (n === 1 ? 'bei einem Produkt' : `bei ${count.format(n)} Produkten`),
      isPhoto: 'Ist ein Foto',
      isPlaceholder: 'Ist ein Platzhalter',
      cleared: 'Von Hand als Foto bestätigt.',
    },
    index: {
      title: 'Index',
      size: 'Größe',
      recall: 'recall@10',
      recallWhy:
        'Wie viele der zehn nächsten Fotos der Index findet. Suchen nehmen ihn, wenn mehr als 4.000 Fotos passen; bis dahin messen sie alle und verfehlen keines.',
      measure: 'Jetzt messen',
      measuring: 'Misst …',
      notYet: 'noch nicht gemessen',
      sampled: (n, worst) => `mit ${count.format(n)} Fotos; das schlechteste ${worst}`,
      times: (index, exact) => `im Median ${index} ms mit dem Index, ${exact} ms beim Messen aller`,
    },
    database: {
      title: 'Datenbank',
      kinds: { embedded: 'eingebaut', server: 'ein Server' },
      versions: (server, pgvector) => `Postgres ${server}, pgvector ${pgvector}`,
      size: 'Insgesamt',
      columns: { table: 'Tabelle', rows: 'Zeilen', data: 'Daten', indexes: 'Indizes' },
    },
    learned: {
      title: 'Aus dem Katalog gelernt',
      vocabulary: 'Wortschatz',
      words: (n) => `${count.format(n)} Wörter`,
      cutoffs: { text: 'Grenzwert für Wörter', photo: 'Grenzwert für Fotos' },
      byOperator: 'von Hand gesetzt',
      fromPhotos: (n) => `aus ${count.format(n)} Fotos`,
      colours: 'Farbrichtungen',
      never: 'noch nicht: dazu braucht es 50 Fotos',
    },
    slow: {
      title: 'Langsame Anfragen',
      why: 'Die langsamsten der letzten Stunde, seit diese Instanz läuft. Nur im Arbeitsspeicher.',
      none: 'Noch keine.',
      columns: { asked: 'Anfrage', ms: 'ms', plan: 'Plan', status: 'Status', at: 'Wann' },
      plans: { exact: 'alle gemessen', hnsw: 'Index' },
    },
  },
  models: {},
};
