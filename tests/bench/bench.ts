// `npm run bench -- pipeline|search`: measures what the design promises. Prints one table; nothing here is asserted.
import { parseArgs } from 'node:util';
import { benchPipeline } from './bench-pipeline.ts';
import { benchSearch } from './bench-search.ts';

const usage = `npm run bench -- pipeline [--photos 400]
npm run bench -- search [--products 2000,5000,10000,20000] [--queries 200]
On a server too: TEST_DATABASE_URL=postgresql://…, and for the queue TEST_REDIS_URL=redis://…`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    photos: { type: 'string', default: '400' },
    products: { type: 'string', default: '2000,5000,10000,20000' },
    queries: { type: 'string', default: '200' },
  },
});
const [what] = positionals;
if (what === 'pipeline') await benchPipeline({ photos: Number(values.photos) });
else if (what === 'search') {
  await benchSearch({
    products: values.products.split(',').map(Number),
    queries: Number(values.queries),
  });
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
}
