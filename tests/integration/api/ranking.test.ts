// Cut-off, diversity and look over HTTP, on a catalogue whose vectors and colours are known by construction.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { registerModel } from '../../../catalog/photos/models.ts';
import { setCutoff, storeCalibration } from '../../../catalog/ranking/calibrations.ts';
import { storeColourDirections } from '../../../catalog/ranking/colour-directions.ts';
import { addEmbedded, addShop, model, productInput } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { recordingLogger, startTestApi, type TestApi } from './test-api.ts';

const answer = z.object({
  results: z.array(z.object({ product: z.object({ title: z.string() }), match: z.string() })),
  notices: z.array(z.string()),
  explain: z.object({ cutoff: z.object({ score: z.number().nullable(), from: z.string() }) }).optional(),
});

let db: TestDatabase;
let api: TestApi;
let ids: Record<string, number>;

/** Two dimensions of colour, two of shape. */
function vector(...numbers: number[]): Float32Array {
  const length = Math.hypot(...numbers);
  return Float32Array.from({ length: 8 }, (_, i) => (numbers[i] ?? 0) / length);
}

beforeAll(async () => {
  db = await createTestDatabase();
  await registerModel(db.pool, { id: model, dimension: 8 });
  const shopId = await addShop(db.pool);
  const add = (name: string, ...numbers: number[]) =>
    addEmbedded(db.pool, productInput(shopId, name), [vector(...numbers)]);
  ids = {
    'red round': await add('red round', 1, 0, 1, 0),
    'red square': await add('red square', 1, 0, 0, 1.1),
    'blue round': await add('blue round', 0, 1.1, 1, 0),
    'blue square': await add('blue square', 0, 1, 0, 1),
  };
  const encoder = {
    modelId: model,
    dimension: 8,
    embedTexts: async (texts: string[]) =>
      texts.map(() => ({ vector: vector(1, 0.1, 1, 0.2), truncated: false, tokens: 3 })),
  };
  api = await startTestApi({ db: db.pool, encoder, logger: recordingLogger() });
});
afterAll(async () => {
  await api?.close();
  await db?.drop();
});

async function ask(path: string) {
  const response = await fetch(`${api.url}${path}`);
  expect(response.status, path).toBe(200);
  const { results, notices, explain } = answer.parse(await response.json());
  const titles = results.map(({ product }) => product.title.replace('Tap ', ''));
  return { titles, matches: results.map(({ match }) => match), notices, cutoff: explain?.cutoff };
}
const similar = (query: string) => ask(`/api/products/${ids['red round']}/similar?${query}`);

describe('look', () => {
  test('is left out with a notice until the directions of colour are known', async () => {
    const { notices } = await similar('look=1');
    expect(notices.join()).toMatch(/not been learned/);
  });

  test('at -1 the same colour comes first, at 1 the same shape', async () => {
    const directions = [vector(1), vector(0, 1)];
    await storeColourDirections(db.pool, model, { directions, sampleSize: 60, photos: 60 });
    expect((await similar('look=-1')).titles[0]).toBe('red square');
    expect((await similar('look=1')).titles[0]).toBe('blue round');
    expect((await similar('look=1')).notices).toEqual([]);
  });

  test('goes on over pages without repeating', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const response = await fetch(
        `${api.url}/api/products/${ids['red round']}/similar?look=1&limit=1${cursor}`,
      );
      const page = z
        .object({
          results: z.array(z.object({ product: z.object({ title: z.string() }) })),
          nextCursor: z.string().nullable(),
        })
        .parse(await response.json());
      seen.push(...page.results.map(({ product }) => product.title));
      cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
    } while (cursor);
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
  });
});

describe('cutoff', () => {
  const text = (query: string) => ask(`/api/search?q=words&explain=true&${query}`);

  test('without a calibration nothing is marked, and explain says why', async () => {
    const { matches, cutoff } = await text('');
    expect(new Set(matches)).toEqual(new Set(['good']));
    expect(cutoff).toEqual({ score: null, from: expect.stringContaining('not calibrated') });
  });

  test('of the calibration marks what is below it', async () => {
    const found = {
      kind: 'text',
      cutoff: 0.9,
      sampleSize: 99,
      quantiles: { '0.5': 0.2 },
      photos: 60,
    } as const;
    await storeCalibration(db.pool, model, found);
    const { matches, cutoff } = await text('');
    expect(matches).toEqual(['good', 'loose', 'loose', 'loose']);
    expect(cutoff).toEqual({ score: 0.9, from: expect.stringContaining('99 text scores among 60 photos') });
  });

  test('of the request overrules it, and off marks nothing', async () => {
    expect((await text('cutoff=-1')).matches).not.toContain('loose');
    expect((await text('cutoff=1')).matches).not.toContain('good');
    expect((await text('cutoff=off')).matches).not.toContain('loose');
  });

  test('of an operator stays when the catalogue is calibrated again', async () => {
    await setCutoff(db.pool, model, { kind: 'text', cutoff: 0.1 });
    await storeCalibration(db.pool, model, {
      kind: 'text',
      cutoff: 0.9,
      sampleSize: 1,
      quantiles: {},
      photos: 1,
    });
    expect((await text('')).cutoff).toEqual({ score: 0.1, from: 'set by the operator' });
  });
});

test('diversity puts an unlike product before a twin', async () => {
  const { titles: plain } = await ask('/api/search?q=words');
  const { titles: diverse } = await ask('/api/search?q=words&diversity=0.9');
  expect(diverse[0]).toBe(plain[0]);
  expect(diverse[1]).toBe('blue square');
  expect(diverse.toSorted()).toEqual(plain.toSorted());
});

test.each([
  ['cutoff', 'x'],
  ['cutoff', '1.5'],
  ['cutoff', ''],
  ['diversity', '-0.1'],
  ['diversity', '2'],
  ['look', '1.01'],
  ['look', 'NaN'],
  ['look', '--1'],
])('a %s of "%s" is refused by name', async (name, value) => {
  const response = await fetch(
    `${api.url}/api/products/${ids['red round']}/similar?${name}=${encodeURIComponent(value)}`,
  );
  expect(response.status).toBe(400);
  expect(JSON.stringify(await response.json())).toContain(name);
});
