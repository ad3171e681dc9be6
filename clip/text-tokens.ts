// Turns a text into token ids: the model's own tokenizer.json, cut at the context, with no way to inject special tokens.
import { Tokenizer } from '@huggingface/tokenizers';
import type { ModelConfig, TokenizerJson } from './model-config.ts';
import { plainText } from './plain-text.ts';

export interface TextTokens {
  /** Begin token, the text, end token; at most the context length. */
  ids: number[];
  /** True when the end of the text did not fit. */
  truncated: boolean;
}

export interface TextTokenizer {
  /** What shorter texts of a batch are filled up with, on the right. */
  readonly padId: number;
  /** How far all texts are filled up; null: as far as the longest of a batch. */
  readonly padTo: number | null;
  tokenize(text: string): TextTokens;
}

// 77 tokens of the longest words stay far below this; it bounds the work on a text of megabytes.
const maxCharacters = 10_000;

/** Makes the tokenizer of a model folder. Throws when its padding token is not in its vocabulary. */
export function createTextTokenizer({
  tokenizer,
  contextLength,
  quirks,
}: Pick<ModelConfig, 'tokenizer' | 'contextLength' | 'quirks'>): TextTokenizer {
  const { before, after } = quirks.ends ?? readEnds(new Tokenizer(tokenizer.json, tokenizer.config));
  const literal = new Tokenizer(withoutSpecialTokens(tokenizer.json), tokenizer.config);
  const room = contextLength - before.length - after.length;
  if (room < 1) throw new Error(`A context of ${contextLength} tokens leaves no room for text.`);
  return {
    padId: findPadId(tokenizer.json, tokenizer.config.pad_token ?? null, after),
    padTo: quirks.padTo ?? null,
    tokenize(text) {
      const cut = text.length > maxCharacters;
      const usable = (cut ? text.slice(0, maxCharacters) : text).toWellFormed();
      const ids: number[] = literal.encode(plainText(usable, quirks), { add_special_tokens: false }).ids;
      // Cut before the ends are added: CLIP pools at its end token, so that must stay last.
      return { ids: [...before, ...ids.slice(0, room), ...after], truncated: cut || ids.length > room };
    },
  };
}

/** The ids that the model's own template puts before and after a text. */
function readEnds(tokenizer: Tokenizer): { before: number[]; after: number[] } {
  const bare: number[] = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const full: number[] = tokenizer.encode('a').ids;
  const start = full.findIndex((_, i) => bare.every((id, k) => full[i + k] === id));
  if (bare.length === 0 || start < 0) throw new Error('tokenizer.json has a template that drops the text.');
  return { before: full.slice(0, start), after: full.slice(start + bare.length) };
}

/**
 * The same tokenizer with its special tokens forgotten, so that a text containing "<|endoftext|>" or "[SEP]" is
 * read letter by letter. Left in, the id lands mid-sequence and CLIP, which pools at its first end token, drops
 * everything after it. CLIP's splitting pattern names them too, so they go from there as well.
 */
function withoutSpecialTokens(json: TokenizerJson): TokenizerJson {
  const special = json.added_tokens.filter((token) => token.special).map((token) => token.content);
  return {
    ...json,
    added_tokens: json.added_tokens.filter((token) => !token.special),
    pre_tokenizer: rewritePatterns(json.pre_tokenizer, (pattern) =>
      special.reduce((rest, token) => rest.replace(`${escapePattern(token)}|`, ''), pattern),
    ),
  };
}

function rewritePatterns(node: unknown, rewrite: (pattern: string) => string): unknown {
  if (Array.isArray(node)) return node.map((item) => rewritePatterns(item, rewrite));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'Regex' && typeof value === 'string' ? rewrite(value) : rewritePatterns(value, rewrite),
    ]),
  );
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function findPadId(json: TokenizerJson, padToken: string | null, after: number[]): number {
  // Without a padding token any id will do after the end token: it is masked out or never pooled.
  if (padToken === null) return after.at(-1) ?? 0;
  const added = json.added_tokens.find((token) => token.content === padToken);
  if (!added)
    throw new Error(`tokenizer_config.json names the padding token ${padToken}, which tokenizer.json lacks.`);
  return added.id;
}
