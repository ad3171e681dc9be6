// Turns a page's bytes into text: byte order mark, then Content-Type, then the page's own word, then a guess.
import type { FetchedResource } from './fetcher.ts';

/** Browsers look this far for a meta charset; a little further, since shops put scripts first. */
const prescanBytes = 4096;

/** Never throws: bytes that are not text in the charset become U+FFFD. */
export function decodePage(resource: Pick<FetchedResource, 'body' | 'charset'>): string {
  const { body } = resource;
  const decoder =
    decoderFor(byteOrderMark(body)) ?? decoderFor(resource.charset) ?? decoderFor(declaredCharset(body));
  if (decoder !== null) return decoder.decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    // Undeclared and not UTF-8: windows-1252 is what browsers fall back on.
    return new TextDecoder('windows-1252').decode(body);
  }
}

function byteOrderMark(body: Buffer): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
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
