// Examples typed in one line, with commas between them: digits are ids of products, the rest is text.
import type { ComposedQuery } from '../composed/composed-query.ts';

/** @param name what they are called in errors */
export function typedExamples(typed: string, name: string): ComposedQuery {
  const examples = typed
    .split(',')
    .map((example) => example.trim())
    .filter((example) => example !== '');
  return {
    texts: examples.filter((example) => !isId(example)).map((text) => ({ text, weight: 1, name })),
    products: examples.filter(isId).map((id) => ({ productId: Number(id), weight: 1, name })),
    photos: [],
  };
}

// 15 digits stay exact in a number and inside Postgres' bigint.
const isId = (text: string) => /^[1-9]\d{0,14}$/.test(text);
