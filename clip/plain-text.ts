// A text as a model's training saw it, where its own tokenizer.json leaves that to the caller.
import type { ModelQuirks } from './registry/model-spec.ts';

// Python's string.punctuation, which the reference of SigLIP removes.
const punctuation = /[!-/:-@[-`{-~]/g;

export function plainText(
  text: string,
  quirks: Pick<ModelQuirks, 'lowerCases' | 'dropsPunctuation'>,
): string {
  const bare = quirks.dropsPunctuation ? text.replace(punctuation, '').replace(/\s+/g, ' ').trim() : text;
  return quirks.lowerCases ? bare.toLowerCase() : bare;
}
