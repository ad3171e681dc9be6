// Query texts are embedded once, remembered up to a bound, and a failure is never remembered.
import { describe, expect, it } from 'vitest';
import { createTextVectors } from '../../../apps/api/text-vectors.ts';

function countingEncoder(fail: (text: string) => boolean = () => false) {
  const asked: string[] = [];
  return {
    asked,
    modelId: 'two-numbers',
    dimension: 2,
    embedTexts: async (texts: string[]) => {
      asked.push(...texts);
      if (texts.some(fail)) throw new Error('out of memory');
      return texts.map(() => ({ vector: new Float32Array([1, 0]), truncated: false, tokens: 3 }));
    },
  };
}

describe('text vectors', () => {
  it('embed the same text once, even when asked twice at the same time', async () => {
    const encoder = countingEncoder();
    const vectors = createTextVectors(encoder);
    await Promise.all([vectors.embed('gold'), vectors.embed('gold')]);
    await vectors.embed('gold');
    expect(encoder.asked).toEqual(['gold']);
  });

  it('forget what was used longest ago', async () => {
    const encoder = countingEncoder();
    const vectors = createTextVectors(encoder, 2);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await vectors.embed(text);
    expect(encoder.asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('ask again after a failure', async () => {
    let broken = true;
    const encoder = countingEncoder(() => broken);
    const vectors = createTextVectors(encoder);
    await expect(vectors.embed('gold')).rejects.toMatchObject({ code: 'encoder_unavailable' });
    broken = false;
    await expect(vectors.embed('gold')).resolves.toMatchObject({ tokens: 3 });
  });

  it.each([
    ['not a number', [Number.NaN, 0]],
    ['too short', [1]],
  ])('refuse a vector that is %s', async (_why, numbers) => {
    const encoder = {
      ...countingEncoder(),
      embedTexts: async () => [{ vector: new Float32Array(numbers), truncated: false, tokens: 1 }],
    };
    await expect(createTextVectors(encoder).embed('gold')).rejects.toMatchObject({
      code: 'encoder_unavailable',
    });
  });
});
