import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTower } from '../../../clip/threaded-tower.ts';
import { loadTower, type Tower, type TowerInput } from '../../../clip/tower.ts';
import { clipShapedModel } from '../../bench/models/clip-shaped-model.ts';

const contextLength = 77;
const [start, end] = [512, 513];
let file: string;

beforeAll(async () => {
  file = path.join(await clipShapedModel({ size: 'small' }), 'onnx/text_model.onnx');
});

/** A text of so many letters between its two ends, filled up with end tokens as CLIP does. */
function tokens(letters: number, length: number): Record<string, TowerInput> {
  const ids = [start, ...Array.from({ length: letters }, (_, i) => 40 + ((7 * i) % 60)), end];
  const data = new BigInt64Array(length).fill(BigInt(end));
  data.set(ids.map(BigInt));
  return { input_ids: { type: 'int64', data, dims: [1, length] } };
}

function apart(one: Float32Array, other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? 0))));
}

async function open(load: Promise<Tower>): Promise<Tower> {
  const tower = await load;
  onTestFinished(() => tower.close());
  return tower;
}

describe('a causal text tower as CLIP has it', () => {
  it.each([1, 9, 40, 74])(
    'gives a text of %i letters the same vector filled up to 77 tokens or not',
    async (letters) => {
      const tower = await open(loadTower({ file, outputs: ['text_embeds'], threads: 1 }));
      const short = await tower.run(tokens(letters, letters + 2));
      const full = await tower.run(tokens(letters, contextLength));
      expect(Math.hypot(...short.data)).toBeGreaterThan(0.1);
      expect(apart(short.data, full.data)).toBeLessThan(1e-4);
    },
  );

  it('tells texts apart that differ in their last letter', async () => {
    const tower = await open(loadTower({ file, outputs: ['text_embeds'], threads: 1 }));
    const [one, other] = [await tower.run(tokens(9, 11)), await tower.run(tokens(10, 12))];
    expect(apart(one.data, other.data)).toBeGreaterThan(0.01);
  });

  it('gives the same in a thread of its own', async () => {
    const setup = { file, outputs: ['text_embeds'], threads: 1 };
    const [here, there] = [await open(loadTower(setup)), await open(startTower({ ...setup, niceness: 5 }))];
    expect(there.inputNames).toEqual(['input_ids']);
    const runs = await Promise.all([3, 30, 5].map((letters) => there.run(tokens(letters, letters + 2))));
    for (const [i, letters] of [3, 30, 5].entries()) {
      const { data, dims } = await here.run(tokens(letters, letters + 2));
      expect(runs[i]).toEqual({ data, dims });
    }
  });
});
