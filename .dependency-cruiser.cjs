// Who may import whom: the table of the README, enforced by `npm run check`.
const ours = '^(scraper|clip|catalog|workers|apps|tests)/';
const homes = {
  '(cheerio|undici|htmlparser2|ipaddr\\.js|yaml)': '^scraper/',
  '(onnxruntime-node|@huggingface/tokenizers)': '^clip/',
  '@bufbuild/protobuf': '^clip/onnx/',
  piscina: '^clip/',
  'onnxruntime-web': '^apps/web/src/in-browser/',
  sharp: '^(clip|apps/demo-shop)/',
  thumbhash: '^(clip|apps/web)/',
  '(pg|pgvector|@electric-sql)': '^catalog/',
  'hyparquet(-writer)?': '^apps/items/',
  '(bullmq|ioredis|cron-parser)': '^workers/',
  '(express|helmet|swagger-ui-dist|zod-openapi)': '^apps/api/',
};

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...['scraper', 'clip', 'catalog'].map((part) => ({
      name: `${part}-imports-nothing-of-ours`,
      severity: 'error',
      from: { path: `^${part}/` },
      to: { path: ours, pathNot: `^${part}/` },
    })),
    {
      name: 'workers-do-not-import-apps',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^(apps|tests)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    ...Object.entries(homes).map(([library, home]) => ({
      name: `home-of-${library}`,
      severity: 'error',
      from: { path: ours, pathNot: [home, '^tests/'] },
      to: { path: `node_modules/${library}/` },
    })),
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|[?]url$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Competitors' packages are installed only when their bench runs.
    exclude: { path: '(^|/)(dist|\\.lookalike|\\.tmp|tests/bench/crawl/crawlee|tests/bench/queue/rivals)/' },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
