// Turns a page's bytes into text: byte order mark, then what it is said to be unless the bytes say otherwise, then a guess.
import type { FetchedResource } from '../fetch/fetched-resource.ts';

/** Browsers look this far for a meta charset; a little further, since shops put scripts first. */
const prescanBytes = 4096;

/**
 * Never throws: bytes that are not text in the charset become U+FFFD. Content-Type and the page's own word are both
 * wrong often enough (a server's default, a page saved anew) that UTF-8 is recognised by itself: other text is
 * as good as never valid UTF-8 by chance.
 */
export function decodePage(resource: Pick<FetchedResource, 'body' | 'charset'>): string {
  const { body } = resource;
  const marked = decoderFor(byteOrderMark(body));
  if (marked !== null) return marked.decode(body);
  const utf16 = decoderFor(looksLikeUtf16(body));
  if (utf16 !== null) return utf16.decode(body);
  const declared = [resource.charset, declaredCharset(body)]
    .map((label) => decoderFor(label))
    .filter((decoder) => decoder !== null);
  // In these, text may hold nothing but ASCII bytes, or escapes: whether they are UTF-8 is no question.
  const stateful = declared.find(({ encoding }) => /^(utf-16|iso-2022)/.test(encoding));
  if (stateful) return stateful.decode(body);
  const utf8 = decodeUtf8(body, declared.length === 0 || declared.some(isUtf8));
  if (utf8 !== null) return utf8;
  // Neither said nor valid: windows-1252 is what browsers fall back on.
  const other = declared.find((decoder) => !isUtf8(decoder)) ?? new TextDecoder('windows-1252');
  return other.decode(body);
}

/** @param expected some damage is then no reason to take it for something else */
function decodeUtf8(body: Buffer, expected: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    // Damaged or not UTF-8: what is left decides.
  }
  if (!expected) return null;
  const text = new TextDecoder('utf-8').decode(body);
  const broken = text.split('\ufffd').length - 1;
  const letters = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  // One cut-off letter in a page is common; in other charsets nearly every letter beyond ASCII is broken as UTF-8.
  return letters > 4 * broken ? text : null;
}

function isUtf8({ encoding }: TextDecoder): boolean {
  return encoding === 'utf-8';
}

function byteOrderMark(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  return null;
}

/** A page begins with markup or spaces; in UTF-16 each of these has a zero beside it. */
function looksLikeUtf16(body: Buffer): string | null {
  const [first, second, third, fourth] = body;
  if (!first && second && !third && fourth) return 'utf-16be';
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  return null;
}

function declaredCharset(body: Buffer): string | null {
  const head = body.toString('latin1', 0, prescanBytes);
  const declared =
    /<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(head)?.[1] ??
    /^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})/i.exec(head)?.[1] ??
    null;
  // The declaration could be read as single bytes, so it is not UTF-16 whatever it says.
  return declared !== null && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}

function decoderFor(label: string | null): TextDecoder | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label);
  } catch {
    // No such charset; the next source of one decides.
    return null;
  }
}
