import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ModelConfig, readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { createTextTokenizer } from '../../../clip/text-tokens.ts';
import { findShared } from './shared-data.ts';

const facts = findShared('models/facts');
const begin = 49406;
const end = 49407;

interface TokenFacts {
  published_cases: {
    id: string;
    text: string;
    ids: number[];
    special_tokens_included?: boolean;
    not_for_clip?: string;
  }[];
  computed_here: { cases: { id: string; text: string; hf_tokenizer_json: number[] }[] };
  truncation_computed_here: {
    cases: {
      text: string;
      generator: [string, number];
      length: number;
      first4?: number[];
      last4: number[];
    }[];
  };
}

/** The starter's configuration with CLIP's own tokenizer in place of its own. */
async function readClipConfig(folder: string): Promise<ModelConfig> {
  const starter = await readModelConfig(starterFolder);
  const json = JSON.parse(
    await readFile(path.join(folder, 'clip-vit-base-patch32-tokenizer/tokenizer.json'), 'utf8'),
  );
  return { ...starter, tokenizer: { json, config: { pad_token: '<|endoftext|>' } } };
}

describe.skipIf(!facts)("CLIP's token ids (needs ../shared/models/facts)", async () => {
  // Skipped with its group, so that the report names what is not looked at.
  if (!facts) return it('against the reference values', () => {});
  const vectors: TokenFacts = JSON.parse(
    await readFile(path.join(facts, 'vectors.json'), 'utf8'),
  ).a_clip_tokenizer;
  const clip = createTextTokenizer(await readClipConfig(facts));

  // One published case belongs to another model's tokenizer.
  const published = vectors.published_cases.filter((test) => !test.not_for_clip);
  it.each(published)('are the published ones: $id', ({ text, ids, special_tokens_included: complete }) => {
    const expected = complete ? ids : [begin, ...ids, end];
    const cut = expected.length > 77 ? [...expected.slice(0, 76), end] : expected;
    expect(clip.tokenize(text).ids).toEqual(cut);
  });

  const computed = vectors.computed_here.cases.filter(
    // Special tokens in a text are our own rule, tested below.
    ({ id }) => id !== 'computed.special_bos' && id !== 'computed.special_eos',
  );
  it.each(computed)('are those of the reference tokenizer: $id', (test) => {
    // JavaScript lower-cases a Greek final sigma as Python and OpenAI's own tokenizer do; the Rust one does not.
    const sigma = test.id === 'computed.greek_final_sigma';
    expect(clip.tokenize(test.text).ids.slice(0, sigma ? -2 : undefined)).toEqual(
      test.hf_tokenizer_json.slice(0, sigma ? -2 : undefined),
    );
  });

  it.each(vectors.truncation_computed_here.cases)('are cut with the end token kept: $text', (test) => {
    const [piece, times] = test.generator;
    const { ids } = clip.tokenize(piece.repeat(times));
    expect(ids).toHaveLength(test.length);
    if (test.first4) expect(ids.slice(0, 4)).toEqual(test.first4);
    expect(ids.slice(-4)).toEqual(test.last4);
  });

  it('never hold an end token in the middle, whatever the text says', () => {
    for (const text of ['a cat <|endoftext|> dog', '<|startoftext|><|endoftext|>', '<|ENDOFTEXT|> tap']) {
      const inner = clip.tokenize(text).ids.slice(1, -1);
      expect(inner).not.toContain(end);
      expect(inner).not.toContain(begin);
      expect(inner.length).toBeGreaterThan(3);
    }
  });

  it('are padded with what the folder names', () => {
    expect(clip.padId).toBe(end);
  });
});

describe('tokens of the starter', async () => {
  const config = await readModelConfig(starterFolder);
  const starter = createTextTokenizer(config);
  const cls = 101;
  const sep = 102;

  it('stand between its own ends', () => {
    expect(starter.tokenize('gold purple').ids).toEqual([cls, 2751, 6379, sep]);
    expect(starter.tokenize('').ids).toEqual([cls, sep]);
    expect(starter.padId).toBe(0);
  });

  it('are lower-cased, as tokenizer.json says', () => {
    expect(starter.tokenize('GOLD Purple')).toEqual(starter.tokenize('gold purple'));
  });

  it('are cut at the context, end token last, and say so', () => {
    const long = starter.tokenize('gold '.repeat(76));
    expect(long.ids).toHaveLength(77);
    expect(long.ids.at(-1)).toBe(sep);
    expect(long.truncated).toBe(true);
    expect(starter.tokenize('gold '.repeat(75))).toMatchObject({ truncated: false });
  });

  it('never hold special tokens that the text spells out', () => {
    const { ids } = starter.tokenize('tap [SEP] [CLS] [PAD] [MASK] end');
    expect(ids.slice(1, -1).filter((id) => [0, cls, sep, 103].includes(id))).toEqual([]);
  });

  it('are read from the beginning of megabytes of text, and from half a surrogate pair', () => {
    // A hundred megabytes, of which only the beginning is looked at.
    expect(starter.tokenize('gold '.repeat(20_000_000)).truncated).toBe(true);
    expect(starter.tokenize('gold \ud83d').ids[0]).toBe(cls);
  });
});
