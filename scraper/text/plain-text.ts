// Makes one clean line out of whatever a page calls text.
import { parsePage } from '../page/parsed-page.ts';

/** Markup longer than this is cut before it is parsed. */
const longestMarkup = 100_000;

/**
 * Markup stripped, entities decoded, white space collapsed, at most `maxLength` characters; null when
 * nothing is left or `value` is neither a string nor a number.
 */
export function plainText(value: unknown, maxLength: number): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const raw = value.slice(0, longestMarkup);
  // Twice: feeds often escape what was escaped already (&amp;amp;).
  const text = /[&<]/.test(raw) ? withoutMarkup(withoutMarkup(raw)) : raw;
  const line = text
    // The marks that turn the writing direction around would turn what stands beside the text as well.
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}\u200b\ufeff]+/gu, ' ')
    .trim()
    // Postgres takes no lone surrogates; cutting must not make one either.
    .slice(0, maxLength)
    .toWellFormed()
    .trim();
  return line === '' ? null : line;
}

function withoutMarkup(markup: string): string {
  if (!/[&<]/.test(markup)) return markup;
  const $ = parsePage(markup.replace(/<(br|\/p|\/li|\/div|\/h\d)\b/gi, ' $&'));
  $('script, style').remove();
  return $.root().text();
}
