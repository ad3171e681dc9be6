// Why pages, photos and runs failed has its German: each reason that the sources of scraper and workers write.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { germanReason } from '../../../apps/web/src/strings/operator/de-reasons.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');

it('every reason that stands in a source as it is', () => {
  const sources = globSync('{scraper,workers,catalog/crawls}/**/*.ts', { cwd: root }).map(read);
  const written = sources.flatMap((source) => [
    ...source.matchAll(/\breason(?::|\s=)\s+(?:'([^']+)'|"([^"]+)")/g),
    // The table of what broken connections come down to.
    ...source.matchAll(/^ {2}\[\/.+\/, '([^']+)'\],$/gm),
  ]);
  const reasons = new Set(written.map(([, single, double]) => single ?? double ?? ''));
  expect(reasons.size).toBeGreaterThan(25);
  const english = [...reasons].filter((one) => !/^http \d+$/.test(one) && germanReason(one) === one);
  expect(english).toEqual([]);
});

/** Reasons as their source has them, with what is filled in. */
const sentences: [file: string, reason: string, filledIn: Record<string, string>][] = [
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the source's own templates
  ['workers/handle-failures.ts', 'given up by an operator: ${reason}', { reason: 'http 503' }],
  [
    'workers/visit-page.ts',
    'redirects to another site: ${error.target}',
    { 'error.target': 'https://a.example/' },
  ],
  ['workers/visit-page.ts', "the shop's own product list was read to its end", {}],
  ['workers/visit-page.ts', 'the site file leaves it out', {}],
  ['workers/visit-writer.ts', "can't be stored: ${why}", { why: 'disk-full' }],
  [
    'workers/trap-watch.ts',
    'a trap: ${visitsWithoutCredit} pages like ${group} led to no product that the run had not met',
    { visitsWithoutCredit: '200', group: '/a/*' },
  ],
  [
    'workers/run-outcome.ts',
    'stopped at ${ended.reason}; ${left} known pages are left',
    { 'ended.reason': 'the limit of 20 pages', left: '7' },
  ],
  [
    'workers/run-outcome.ts',
    'stopped at ${ended.reason}; ${left} known pages are left',
    { 'ended.reason': 'the shop asked for a pause of 45 minutes', left: '7' },
  ],
  [
    'workers/run-outcome.ts',
    '${unseen} of ${known} products were not found, too many to believe: they are kept. ',
    { unseen: '80', known: '100' },
  ],
  [
    'workers/failure-streak.ts',
    'the shop stopped answering: ${inARow} pages failed in a row, the last with: ${last}',
    { inARow: '12', last: 'timeout' },
  ],
  [
    'workers/run-outcome.ts',
    'no page of this shop is stored; read it first, for example with --mode full',
    {},
  ],
  ['workers/run-outcome.ts', "the shop's robots.txt or its site file allows none of its pages", {}],
  ['clip/decode-photo.ts', 'it is not a JPEG, PNG, WebP, GIF, AVIF or TIFF image', {}],
  [
    'clip/decode-photo.ts',
    'it has ${width}x${height} pixels; at most 50 million are allowed',
    { width: '9000', height: '8000' },
  ],

  ['workers/embedders.ts', "${modelId} can't be loaded here: ${why}", { modelId: 'starter', why: 'x' }],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the source's own templates
];

it.each(sentences)('%s: %s', (file, reason, filledIn) => {
  expect(read(file)).toContain(reason);
  const said = reason.replace(/\$\{([\w.]+)\}/g, (_hole, name: string) => filledIn[name] ?? '');
  // A part of another reason is looked at with the whole.
  const german = germanReason(said);
  expect(german).not.toBe(said);
  for (const value of Object.values(filledIn)) if (/^\d{1,3}$/.test(value)) expect(german).toContain(value);
});

// What a run stopped at, which the table above fills in, is written elsewhere.
// biome-ignore lint/suspicious/noTemplateCurlyInString: the source's own templates
it.each(['`the limit of ${settings.maxPages} pages`', '`the shop asked for a pause of ${minutes} minutes`'])(
  'workers/crawl-frontier.ts: %s',
  (stoppedAt) => expect(read('workers/crawl-frontier.ts')).toContain(stoppedAt),
);

it('a reason within a reason is German, too; what nobody knows, and a status, stay as they came', () => {
  expect(germanReason('given up by an operator: timeout')).toBe(
    'vom Betreiber aufgegeben: keine Antwort in der erlaubten Zeit',
  );
  expect(germanReason('the moon was in the way')).toBe('the moon was in the way');
  expect(germanReason('http 503')).toBe('http 503');
});
