// How well composed queries do what they say, on the demo shop's photos with the starter model: what was drawn is known.
// Photos, encoder and composition are the real ones; the catalogue is left out, since an exact scan gives the same order.
import { beforeAll, expect, test } from 'vitest';
import { type DemoTap, demoCatalogue } from '../../apps/demo-shop/catalogue.ts';
import { finishById } from '../../apps/demo-shop/finishes.ts';
import { renderPhoto } from '../../apps/demo-shop/photo.ts';
import { composeVector, type VectorPart } from '../../clip/compose/compose-vector.ts';
import { decodePhoto } from '../../clip/decode-photo.ts';
import { type Encoder, loadEncoder } from '../../clip/encoder.ts';
import { starterFolder } from '../../clip/model-folder.ts';

interface Shown {
  shape: string;
  body: string;
  handles: string;
  vector: Float32Array;
}

// Measured in November 2026: new finish 78%, both 38%, unwanted 0% (15% without the minus), wanted 92%.
const floors = { newFinish: 0.65, both: 0.28, wanted: 0.8 };
const mostUnwanted = 0.04;
const pageSize = 10;

let encoder: Encoder;
let taps: Shown[];
const texts = new Map<string, Float32Array>();

beforeAll(async () => {
  encoder = await loadEncoder(starterFolder, { modelId: 'starter' });
  taps = [];
  for (const tap of demoCatalogue()) taps.push(await show(tap));
  const words = [...new Set(taps.flatMap(({ body, handles }) => [body, handles]))];
  for (const [i, { vector }] of (await encoder.embedTexts(words)).entries())
    texts.set(words[i] ?? '', vector);
  await encoder.close();
}, 600_000);

async function show(tap: DemoTap): Promise<Shown> {
  const [pose] = tap.photos;
  if (!pose) throw new Error(`${tap.sku} has no photo.`);
  const { pixels } = await decodePhoto(await renderPhoto(tap, pose), encoder.preprocessing);
  const [vector] = await encoder.embedPixels([pixels]);
  if (!vector) throw new Error(`${tap.sku} has no vector.`);
  return {
    shape: tap.shape,
    body: finishById(tap.body).word,
    handles: finishById(tap.handles).word,
    vector,
  };
}

const words = (text: string, weight: number): VectorPart => {
  const vector = texts.get(text);
  if (!vector) throw new Error(`${text} was not embedded.`);
  return { kind: 'text', vector, weight };
};

function nearest(parts: VectorPart[], except: Shown | null = null): Shown[] {
  const query = composeVector(parts);
  const scores = new Map(
    taps.map((tap) => [tap, tap.vector.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0)]),
  );
  return taps
    .filter((tap) => tap !== except)
    .sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))
    .slice(0, pageSize);
}

const share = (found: Shown[], isRight: (tap: Shown) => boolean, possible = found.length): number =>
  found.slice(0, possible).filter(isRight).length / possible;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

test('this product, minus its finish, plus another: the finish changes and the shape stays', () => {
  const finishes = ['matte black', 'gold', 'white', 'chrome', 'navy blue', 'purple'];
  const rows = { 'new finish': [] as number[], 'same shape': [] as number[], both: [] as number[] };
  const chance = { 'new finish': [] as number[], 'same shape': [] as number[], both: [] as number[] };
  for (const tap of taps.filter(({ body, handles }) => body === handles)) {
    for (const finish of finishes.filter((other) => other !== tap.body)) {
      const judge = {
        'new finish': (other: Shown) => other.body === finish,
        'same shape': (other: Shown) => other.shape === tap.shape,
        both: (other: Shown) => other.body === finish && other.shape === tap.shape,
      };
      const possible = Math.min(pageSize, taps.filter(judge.both).length);
      if (possible < 2) continue;
      const photo: VectorPart = { kind: 'photo', vector: tap.vector, weight: 1 };
      const found = nearest([photo, words(tap.body, -1), words(finish, 1)], tap);
      for (const kind of ['new finish', 'same shape', 'both'] as const) {
        rows[kind].push(share(found, judge[kind], kind === 'both' ? possible : pageSize));
        chance[kind].push(share(taps, judge[kind]));
      }
    }
  }
  for (const kind of ['new finish', 'same shape', 'both'] as const)
    console.log(
      `product - finish + finish, ${kind}: ${percent(mean(rows[kind]))} (chance ${percent(mean(chance[kind]))}, ${rows[kind].length} cases)`,
    );
  expect(mean(rows['new finish'])).toBeGreaterThan(floors.newFinish);
  expect(mean(rows.both)).toBeGreaterThan(floors.both);
});

test('a finish minus another: what has the other is gone, what was wanted is still there', () => {
  const pairs = new Set(
    taps.filter(({ body, handles }) => body !== handles).map(({ body, handles }) => `${body}|${handles}`),
  );
  const rows = { wanted: [] as number[], unwanted: [] as number[], before: [] as number[] };
  for (const [body = '', handles = ''] of [...pairs].map((pair) => pair.split('|'))) {
    const hasUnwanted = (tap: Shown) => tap.body === handles || tap.handles === handles;
    const isWanted = (tap: Shown) => tap.body === body && !hasUnwanted(tap);
    const found = nearest([words(body, 1), words(handles, -1)]);
    rows.wanted.push(share(found, isWanted, Math.min(pageSize, taps.filter(isWanted).length)));
    rows.unwanted.push(share(found, hasUnwanted));
    rows.before.push(share(nearest([words(body, 1)]), hasUnwanted));
  }
  console.log(
    `finish - other: wanted ${percent(mean(rows.wanted))}, unwanted ${percent(mean(rows.unwanted))}, without the minus ${percent(mean(rows.before))} (${pairs.size} pairs)`,
  );
  expect(mean(rows.unwanted)).toBeLessThan(mostUnwanted);
  expect(mean(rows.wanted)).toBeGreaterThan(floors.wanted);
});

test('a heavier word has more of its own among the first ten', () => {
  const golden = (weight: number) =>
    share(nearest([words('gold', weight), words('purple', 1)]), ({ body }) => body === 'gold');
  const weights = [0.25, 0.5, 1, 2, 4];
  console.log(
    `gold:w purple, share of gold bodies: ${weights.map((weight) => `${weight}: ${percent(golden(weight))}`).join(', ')}`,
  );
  expect(golden(4)).toBeGreaterThan(golden(0.25));
});
