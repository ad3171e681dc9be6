// Every English string of the operator's desk, in one place.
const count = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const pagesRead = (n: number) => (n === 1 ? '1 page' : `${count.format(n)} pages`);
const productsFound = (n: number) =>
  n === 0 ? 'No product found' : n === 1 ? 'One product found' : `${count.format(n)} products found`;
const starters: Record<string, string> = { api: 'an operator', schedule: 'its schedule', start: 'the start' };

interface RunCounts {
  newProducts: number;
  changedPrices: number;
  failed: number;
}

interface LookEnd {
  products: number;
  pages: number;
  detail: string | null;
  /** Why pages could not be read; empty when all could. */
  reasons: string;
}

export const en = {
  title: 'Operator’s desk',
  sections: {
    label: 'Sections of the desk',
    shops: 'Shops',
    runs: 'Runs',
    queue: 'Queue',
    health: 'Catalogue health',
    models: 'Models',
  },
  /** Why a page, a photo or a run failed, as the server has stored it. */
  reason: (stored: string) => stored,
  gate: {
    title: 'This desk is locked',
    why: 'It belongs to whoever runs this service. Its token is kept in this tab only and forgotten when the tab is closed.',
    token: 'Operator token',
    wrong: 'This is not the operator token.',
    open: 'Open the desk',
    forget: 'Forget the token',
    closed: {
      title: 'This desk opens on its own machine only',
      why: 'No operator token is set, so only a browser on the machine that runs this service gets in.',
      how: 'To open it from elsewhere, set OPERATOR_TOKEN where the service is started, and enter the same token here:',
    },
  },
  shops: {
    none: 'No shop yet. Add one: its first products are shown before anything is stored.',
    add: 'Add a shop',
    products: 'Products',
    gone: (n: number) => `and ${count.format(n)} gone`,
    trend: 'Last runs',
    noTrend: 'none yet',
    trendLabel: (runs: { products: number; newProducts: number; failed: number }[]) =>
      `Products in the last ${runs.length} runs: ${runs
        .map(({ products, newProducts, failed }) => `${products} (${newProducts} new, ${failed} failed)`)
        .join('; ')}`,
    lastRun: 'Last run',
    never: 'never',
    nextRun: 'Next run',
    unscheduled: 'when you start it',
    counts: ({ newProducts, changedPrices, failed }: RunCounts) =>
      [
        newProducts > 0 ? `${count.format(newProducts)} new` : '',
        changedPrices > 0 ? `${count.format(changedPrices)} with a new price` : '',
        failed > 0 ? `${count.format(failed)} failed` : '',
      ]
        .filter((text) => text !== '')
        .join(', '),
    watch: 'Watch it run',
    starting: 'Starting…',
    runNow: 'Run now',
    runNowWhy: 'Reads what may have changed',
    runFull: 'Full run',
    runFullWhy: 'Reads every page again',
    schedule: {
      open: 'Schedule',
      when: 'Run it',
      mode: 'How',
      save: 'Save',
      remove: 'Remove the schedule',
      such: 'Such as:',
    },
  },
  add: {
    title: 'Add a shop',
    lead: 'Its first products are shown as they would appear. Nothing is stored until you start.',
    address: 'Address of the shop',
    look: 'Have a look',
    lookAgain: 'Look again',
    stop: 'Stop',
    start: 'Add the shop and start',
    knocking: 'Asking the shop what may be read…',
    reading: (pages: number, path: string, products: number) =>
      `Reading page ${pages}: ${path}. ${productsFound(products)} so far.`,
    stopped: (products: number) => `Stopped. ${productsFound(products)} until then.`,
    ends: {
      found: ({ products, pages, reasons }: LookEnd) =>
        `${productsFound(products)} on ${pagesRead(pages)}.${reasons === '' ? '' : ` Could not be read: ${reasons}.`}`,
      none: ({ pages, reasons }: LookEnd) =>
        reasons === ''
          ? `No product was found on ${pagesRead(pages)}. A site file can name pages to start at, or selectors.`
          : `No product was found on ${pagesRead(pages)}. Could not be read: ${reasons}.`,
      forbidden: () => 'The shop’s robots.txt allows none of the pages to begin with, so nothing was read.',
      closed: ({ detail }: LookEnd) => `The shop can’t be read: ${detail}`,
      'timed out': ({ products, pages }: LookEnd) =>
        `The shop is slow: after a minute, ${productsFound(products).toLowerCase()} on ${pagesRead(pages)}.`,
    },
    badAddress: 'This is no address of a shop. It looks like https://shop.example/.',
    notAllowed:
      'This address is not on the public internet, or has a port of its own. ALLOW_HOSTS opens it where the service is started.',
    tooMany: 'Other shops are being looked at just now. Try again in a moment.',
    limits: {
      title: 'How gently to read it',
      delayMs: 'Milliseconds between two requests',
      concurrency: 'Requests at once',
      maxPages: 'Pages in a run at most',
    },
    dryRun: {
      photoComing: 'Photo on its way',
      noPhoto: 'No photo',
      fields: {
        title: 'name',
        price: 'price',
        regularPrice: 'price before',
        brand: 'brand',
        availability: 'stock',
        sku: 'item number',
        gtin: 'barcode',
        mpn: 'part number',
        category: 'category',
        description: 'description',
        photoUrls: 'photos',
        rating: 'rating',
        variants: 'variants',
      },
      sources: {
        selector: 'Site file',
        'json-ld': 'JSON-LD',
        microdata: 'Microdata',
        rdfa: 'RDFa',
        meta: 'Meta tags',
        state: 'Script data',
        page: 'Visible page',
        url: 'Address',
        door: 'Product list',
      },
    },
  },
  runs: {
    run: (id: number) => `Run ${id}`,
    missing: 'There is no run with this number.',
    startedBy: (who: string) => `started by ${starters[who] ?? who}`,
    cutOff: 'The connection was lost; it is being tried again.',
    filter: 'Shop',
    allShops: 'All shops',
    none: 'No runs yet.',
    columns: { run: 'Run', shop: 'Shop', state: 'State', started: 'Started' },
    modes: {
      incremental: 'what may have changed',
      full: 'every page',
      reparse: 'stored pages again',
      photos: 'missing photos',
      retry: 'failed pages again',
    },
    states: {
      running: 'running',
      paused: 'paused',
      cancelling: 'being cancelled',
      ended: 'ended',
      done: 'done',
      partial: 'partial',
      failed: 'failed',
      suspicious: 'suspicious',
      cancelled: 'cancelled',
    },
    commands: {
      pause: { do: 'Pause', doing: 'Pausing…' },
      resume: { do: 'Resume', doing: 'Resuming…' },
      cancel: { do: 'Cancel the run', doing: 'Cancelling…' },
      confirm: { do: 'Yes, they are gone', doing: 'Confirming…' },
    },
    progress: {
      label: 'Progress',
      pages: 'Pages',
      photos: 'Photos of the shop',
      of: (done: string, total: string) => `${done} of ${total}`,
      pagesPerSecond: (rate: string) => `${rate} pages/s`,
      photosPerSecond: (rate: string) => `${rate} photos/s`,
    },
    counts: {
      products: 'Products',
      newProducts: 'New',
      changedPrices: 'New price',
      unchanged: 'Unchanged',
      gone: 'Gone',
      failed: 'Failed',
      skipped: 'Left out',
      bytes: 'Transferred',
      time: 'Worked',
    },
    failures: {
      title: 'What failed',
      photos: 'Photos of the shop',
      retry: 'Ask again',
      retrying: 'Asking…',
      retryLabel: (reason: string) => `Ask again for what failed: ${reason}`,
      waiting: (n: number) => `${count.format(n)} of them being asked again.`,
      visitedSince: 'Asked again since, by a later run.',
      examples: (n: number) => (n === 1 ? 'An example' : `${n} examples`),
    },
    changes: {
      title: 'What changed',
      kinds: { new: 'New', up: 'Dearer', down: 'Cheaper', gone: 'Gone' },
      none: {
        new: 'No new products.',
        up: 'Nothing became dearer.',
        down: 'Nothing became cheaper.',
        gone: 'Nothing is gone.',
      },
      loading: 'Loading…',
      more: 'Show more',
      was: 'was',
      share: (share: number) => percent.format(share),
    },
  },
  queue: {
    stale: 'These numbers are old:',
    names: { crawl: 'Runs', embed: 'Photos', upkeep: 'Upkeep' },
    states: { paused: 'paused', working: 'working', waiting: 'waiting', idle: 'idle' },
    waiting: 'Waiting',
    active: 'In hand',
    delayed: 'Later',
    failed: 'Failed',
    perMinute: 'Per minute',
    oldest: 'Oldest waits',
    nextDue: 'The next one is due',
    retrying: (n: number, reason: string) => `${count.format(n)} tried again: ${reason}`,
    commands: {
      pause: { do: 'Pause', label: (queue: string) => `Pause the queue ${queue}` },
      resume: { do: 'Resume', label: (queue: string) => `Resume the queue ${queue}` },
    },
    failures: {
      title: 'What failed',
      none: 'Nothing.',
      kinds: {
        passing: {
          title: 'Tried again by itself',
          why: 'All attempts failed; the sweep tries once more every five minutes.',
        },
        lasting: {
          title: 'Given up',
          why: 'Photos that are not tried again by themselves: not there, no image, or given up by hand.',
        },
      },
      last: 'last',
      showAll: (n: number) => `Show all ${count.format(n)}`,
      more: 'Show more',
      times: (n: number) => `Given up ${count.format(n)} times.`,
      doing: (done: number) => (done === 0 ? 'Working…' : `${count.format(done)} done…`),
      retry: { one: 'Try again', group: 'Try again', all: 'Try all again' },
      retryLabel: {
        one: (what: string) => `Try again: ${what}`,
        group: (reason: string) => `Try again: all with ${reason}`,
        all: () => 'Try all again',
      },
      discard: { one: 'Give up', group: 'Give up', all: 'Give all up' },
      discardLabel: {
        one: (what: string) => `Give up: ${what}`,
        group: (reason: string) => `Give up: all with ${reason}`,
        all: () => 'Give all up',
      },
      discardWhy: 'No sweep tries it any more. A photo moves to those that were given up.',
    },
    workers: {
      title: 'Who works',
      none: 'Nobody takes jobs. Start “lookalike work” or “lookalike up”.',
      name: (host: string, process: string) => `${host}, process ${process}`,
      silent: (age: string) => `Not heard of for ${age} minutes`,
      unknown: 'Never heard of: its jobs go to another one when their locks run out.',
      model: (model: string) => `Embeds with ${model}.`,
      since: 'Works since',
      rate: (queue: string, rate: string) => `${queue}: ${rate} per minute`,
      idle: 'Nothing in hand.',
      columns: { what: 'In hand', queue: 'Queue', attempt: 'Attempt', since: 'For' },
      run: (id: number, shop: string) => `Run ${id} of ${shop}`,
    },
  },
  health: {
    counting: 'Counting…',
    anew: 'Count again',
    counted: 'Counted',
    took: (seconds: string) => `in ${seconds} s.`,
    products: 'Products',
    photos: 'Photos',
    photosLeft: (missing: number, failed: number) =>
      [
        missing > 0 ? `${count.format(missing)} still to embed` : '',
        failed > 0 ? `${count.format(failed)} failed` : '',
      ]
        .filter((text) => text !== '')
        .join(', ') || 'all embedded',
    checksLabel: 'Checks of the catalogue',
    checks: {
      'no-photo': {
        name: 'Without a photo',
        why: 'Their shop shows none, so no search by looks finds them.',
      },
      'photo-pending': { name: 'Photo to be embedded', why: 'Waits in the queue, or is tried again.' },
      'photo-failed': {
        name: 'Photo that failed',
        why: 'Given up for good; the queue’s page tries them again.',
      },
      placeholder: {
        name: 'Placeholders',
        why: 'Pictures that stand for many products, such as “image coming soon”. They are never ranked.',
      },
      duplicate: {
        name: 'The same picture twice',
        why: 'Several products behind one picture. Searches show them as one, the others as its offers.',
      },
      outlier: {
        name: 'Filed oddly',
        why: 'The photo is nearer to the mean photo of another category than to its own, by far more than usual there. Categories of eight products or more are looked at. At most 500 are kept.',
      },
      'no-price': { name: 'Without a price', why: 'No price was found on their pages.' },
      'no-brand': { name: 'Without a brand', why: 'Filters by brand leave them out.' },
      'no-category': { name: 'Without a category', why: 'Filters by category leave them out.' },
      stale: {
        name: 'Not met for a month',
        why: 'No run has met them again for 30 days, nor found that they are gone.',
      },
    },
    fine: 'none',
    nothing: 'No product has this.',
    more: 'Show more',
    sets: (n: number) => `One picture, ${count.format(n)} products`,
    outlier: (one: { category: string; likeness: string; otherCategory: string; otherLikeness: string }) =>
      `Filed under ${one.category} (${one.likeness} like its mean), looks like ${one.otherCategory} (${one.otherLikeness}).`,
    placeholders: {
      none: 'No picture is known to be a placeholder.',
      used: (n: number) => (n === 1 ? 'used by one product' : `used by ${count.format(n)} products`),
      isPhoto: 'It is a photo',
      isPlaceholder: 'It is a placeholder',
      cleared: 'An operator said that it is a photo.',
    },
    index: {
      title: 'Index',
      size: 'Size',
      recall: 'recall@10',
      recallWhy:
        'Of the ten nearest photos, how many the index finds. Searches use it when more than 4,000 photos match; up to there they measure all of them and miss nothing.',
      measure: 'Measure now',
      measuring: 'Measuring…',
      notYet: 'not measured yet',
      sampled: (n: number, worst: string) => `with ${count.format(n)} photos; the worst one ${worst}`,
      times: (index: string, exact: string) =>
        `median ${index} ms by the index, ${exact} ms by measuring all`,
    },
    database: {
      title: 'Database',
      kinds: { embedded: 'embedded', server: 'a server' },
      versions: (server: string, pgvector: string) => `Postgres ${server}, pgvector ${pgvector}`,
      size: 'All in all',
      columns: { table: 'Table', rows: 'Rows', data: 'Data', indexes: 'Indexes' },
    },
    learned: {
      title: 'Learned of the catalogue',
      vocabulary: 'Vocabulary',
      words: (n: number) => `${count.format(n)} words`,
      cutoffs: { text: 'Cut-off for words', photo: 'Cut-off for photos' },
      byOperator: 'set by an operator',
      fromPhotos: (n: number) => `from ${count.format(n)} photos`,
      colours: 'Directions of colour',
      never: 'not yet: it takes 50 photos',
    },
    slow: {
      title: 'Slow requests',
      why: 'The slowest of the last hour, since this process started. Kept in memory only.',
      none: 'None yet.',
      columns: { asked: 'Asked', ms: 'ms', plan: 'Plan', status: 'Status', at: 'When' },
      plans: { exact: 'measured all', hnsw: 'index', precomputed: 'precomputed' },
    },
  },
  models: {
    known: 'Models',
    active: 'Answers searches',
    next: 'Comes next',
    files: 'Files',
    onDisk: 'On this machine',
    toDownload: (size: string) => `Downloaded when it is switched to (${size})`,
    toExport: 'Published without ONNX graphs',
    notHere: (size: string) => `Not on this machine (${size})`,
    before: 'First',
    vectors: 'Vectors',
    vectorsOf: (photos: string, size: string, dimension: number) =>
      `${photos} of ${dimension} numbers, ${size} with their index`,
    noVectors: (dimension: number) => `None yet; each has ${dimension} numbers`,
    licence: 'Licence',
    licenceUnknown: 'Unknown to Lookalike: it is your own',
    notes: 'What to know about it',
    own: 'A model in a folder of your own, in the layout of the others, is made known on the command line:',
    offer: 'What would switching cost?',
    measuring: 'Running the model on a few stored pictures …',
    photosToDo: (photos: string) => `${photos} photos have to be embedded.`,
    measured: (rate: string) => `This machine manages ${rate} a second.`,
    space: (size: string) => `Vectors and index will take about ${size}.`,
    download: (size: string) => `${size} are downloaded first.`,
    about: (time: string) => `about ${time}`,
    photosFrom: 'Where the photos come from',
    sources: {
      shop: {
        name: 'Fetched again from the shops',
        what: 'The finest; at the pace that is kept with each shop. What is gone there is taken from the stored pictures.',
      },
      stored: {
        name: 'The stored pictures',
        what: 'No shop is asked. They are smaller, so results differ a little from those of fresh photos.',
      },
    },
    activates: 'Switch by itself as soon as everything is ready',
    start: 'Start',
    leave: 'Never mind',
    switching: (from: string, to: string) => `From ${from} to ${to}`,
    phases: {
      paused: 'Paused',
      embedding: 'Embedding photos',
      finishing: 'Building the index, checking a sample',
      ready: 'Ready',
    },
    progress: 'Photos embedded',
    photos: (done: string, total: string) => `${done} of ${total} photos`,
    rate: (rate: string) => `${rate} a second`,
    left: (time: string) => `about ${time} left`,
    checked: (agreed: number, sampled: number) =>
      `${agreed} of ${sampled} photos embedded again give the stored vector`,
    readyHint: 'Searches still get the old model. Compare both, then switch: no search fails meanwhile.',
    noWorker: 'No worker is at it. Start one with “lookalike work”.',
    switchNow: 'Switch now',
    switchSure: (model: string) => `Every search gets ${model} from then on. The old model is kept.`,
    compare: 'Compare',
    pause: 'Pause',
    resume: 'Go on',
    abandon: 'Abandon',
    abandonSure: 'The switch ends. The vectors made so far stay until they are removed.',
    kept: (model: string) => `The vectors of ${model}, which answered before, are kept.`,
    goBack: (model: string) => `Go back to ${model}`,
    goBackSure: 'Searches get the earlier model at once. Photos that came since follow.',
    remove: 'Remove vectors',
    removeSure: (photos: string) => `Making these ${photos} vectors again takes as long as the first time.`,
    comparing: (a: string, b: string) => `${a} and ${b} on the same queries`,
    queries: 'Queries, separated by semicolons',
    queriesExample: 'gold tap; black waterfall; round white basin',
    close: 'Close',
    asking: 'Asking both …',
    share: (share: number) => percent.format(share),
    overlap: 'of the first ten are found by both. A frame marks what only one finds.',
    shared: (share: string) => `${share} in common`,
    similarTo: (title: string) => `Similar to ${title}`,
    onlyHere: 'only here',
    processes: 'Processes that answer',
    answersWith: (process: string, model: string) => `${process} answers with ${model}`,
  },
};

export type OperatorStrings = typeof en;
