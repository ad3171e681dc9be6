// SigLIP 2's texts against published ids, with as much of its vocabulary as they need: the whole is 34 MB.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ModelConfig, readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { findModel } from '../../../clip/models.ts';
import { plainText } from '../../../clip/plain-text.ts';
import { createTextTokenizer } from '../../../clip/text-tokens.ts';
import { findShared } from './shared-data.ts';

const eos = 1;
const { quirks } = findModel('siglip2-base-patch16-224');

/** Texts as the published tokenizer cuts them, a bar between pieces. */
const cuts = [
  'bride|▁with|▁bouquet',
  'a|▁photo|▁of|▁a|▁kitchen|.',
  'a|▁photo|▁of|▁a|▁cat',
  'a|▁photo|▁of|▁a|▁dog|.',
  'zwei|▁kinder|▁spielen|▁am|▁strand',
  'café|▁crème',
  'pizza',
  'car',
  'dog',
  'red',
  'blue',
];
const textOf = (cut: string) => cut.replaceAll('|', '').replaceAll('▁', ' ');

const facts = findShared('models/facts');
describe.skipIf(!facts)('texts of SigLIP 2 (needs ../shared/models/facts)', async () => {
  if (!facts) return it('against the published ids', () => {});
  const { cases } = JSON.parse(readFileSync(path.join(facts, 'vectors.json'), 'utf8')).d_siglip_tokenizers
    .siglip2 as { cases: { text: string; ids?: number[] }[] };
  const published = new Map(
    cases.flatMap(({ text, ids }) => (ids?.at(-1) === eos ? [[text, ids] as const] : [])),
  );
  const idsOf = (cut: string) => published.get(textOf(cut)) ?? [];
  const tokenizer = createTextTokenizer(await configWith(new Map(cuts.map((cut) => [cut, idsOf(cut)]))));

  it.each(cuts)('are the published ids: %s', (cut) => {
    expect(idsOf(cut).length).toBe(cut.split('|').length + 1);
    expect(tokenizer.tokenize(textOf(cut)).ids).toEqual(idsOf(cut));
  });

  it('are lower-cased before, which the tokenizer does not do', () => {
    expect(tokenizer.tokenize('A Photo of a DOG.').ids).toEqual(idsOf('a|▁photo|▁of|▁a|▁dog|.'));
  });

  it('fall back to bytes for what no piece covers', () => {
    // Published: 457, 364, 345, 345 are the bytes f0 93 80 80.
    expect(tokenizer.tokenize('𓀀').ids).toEqual([457, 364, 345, 345, eos]);
  });

  it('are cut to 63 pieces and the end, and filled up to 64 with 0', () => {
    const { ids, truncated } = tokenizer.tokenize(Array(70).fill('dog').join(''));
    expect(ids).toHaveLength(64);
    expect([ids[0], ids.at(-2), ids.at(-1), truncated]).toEqual([12240, 12240, eos, true]);
    expect([tokenizer.padTo, tokenizer.padId]).toEqual([64, 0]);
  });

  it('never hold the end in the middle, whatever the text says', () => {
    expect(tokenizer.tokenize('dog<eos>').ids.slice(0, -1)).not.toContain(eos);
    expect(tokenizer.tokenize('<PAD>').ids.slice(0, -1)).not.toContain(0);
  });
});

describe('texts of the first SigLIP', () => {
  it('lose punctuation and capitals, as its reference has it', () => {
    const { quirks: marqo } = findModel('marqo-ecommerce-embeddings-b');
    expect(plainText('  Men’s "T-Shirt",\n 100% cotton!  ', marqo)).toBe('men’s tshirt 100 cotton');
    expect(plainText('San Francisco', marqo)).toBe('san francisco');
    expect(plainText('A Photo.', {})).toBe('A Photo.');
  });
});

/** A tokenizer in the form of Gemma's: pieces grow letter by letter, bytes for the rest. */
async function configWith(known: ReadonlyMap<string, readonly number[]>): Promise<ModelConfig> {
  const vocab: Record<string, number> = { '<pad>': 0, '<eos>': eos, '<bos>': 2, '<unk>': 3 };
  for (let byte = 0; byte < 256; byte++)
    vocab[`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`] = 217 + byte;
  const merges: [string, string][] = [];
  let next = 300_000;
  for (const [cut, ids] of known) {
    for (const [i, piece] of cut.split('|').entries()) {
      const letters = [...piece];
      for (const [at, letter] of letters.entries()) {
        const before = letters.slice(0, at).join('');
        vocab[letter] ??= next++;
        if (at === 0) continue;
        vocab[before + letter] ??= next++;
        if (!merges.some(([a, b]) => a === before && b === letter)) merges.push([before, letter]);
      }
      vocab[piece] = ids[i] ?? 3;
    }
  }
  const special = (content: string, id: number) => ({ id, content, special: true });
  const json = {
    added_tokens: [special('<pad>', 0), special('<eos>', eos), special('<bos>', 2), special('<unk>', 3)],
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: null,
    // As in the published file: nothing is said of the ends that SigLIP 2 wants.
    post_processor: null,
    decoder: null,
    model: { type: 'BPE', unk_token: '<unk>', fuse_unk: true, byte_fallback: true, vocab, merges },
  };
  const starter = await readModelConfig(starterFolder);
  return {
    ...starter,
    contextLength: quirks.contextLength ?? 0,
    quirks,
    tokenizer: { json, config: { pad_token: quirks.padToken } },
  };
}
