// A page's text is what its maker wrote, whatever the server says of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../scraper/page/page-charset.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const decode = (body: Buffer, charset: string | null = null) => decodePage({ body, charset });

// "цена" and the like, as each charset has them.
const written: [charset: string, text: string, encoded: number[]][] = [
  ['windows-1251', 'цена', [0xf6, 0xe5, 0xed, 0xe0]],
  ['koi8-r', 'цена', [0xc3, 0xc5, 0xce, 0xc1]],
  ['windows-1250', 'žluť', [0x9e, 0x6c, 0x75, 0x9d]],
  ['windows-1253', 'τιμή', [0xf4, 0xe9, 0xec, 0xde]],
  ['windows-1252', '€ 5', [0x80, 0x20, 0x35]],
  ['iso-8859-1', '€ 5', [0x80, 0x20, 0x35]],
  ['shift_jis', '価格', [0x89, 0xbf, 0x8a, 0x69]],
  ['euc-jp', '価格', [0xb2, 0xc1, 0xb3, 0xca]],
  ['iso-2022-jp', '価格', [0x1b, 0x24, 0x42, 0x32, 0x41, 0x33, 0x4a, 0x1b, 0x28, 0x42]],
  ['gb18030', '价格', [0xbc, 0xdb, 0xb8, 0xf1]],
  ['gbk', '价格', [0xbc, 0xdb, 0xb8, 0xf1]],
  ['big5', '價格', [0xbb, 0xf9, 0xae, 0xe6]],
  ['euc-kr', '가격', [0xb0, 0xa1, 0xb0, 0xdd]],
];

describe('a page', () => {
  it.each(written)(
    'in %s is read by its header, its meta or its XML declaration',
    (charset, text, encoded) => {
      expect(decode(bytes('<p>', encoded), charset)).toBe(`<p>${text}`);
      const meta = `<meta charset="${charset}"><p>`;
      expect(decode(bytes(meta, encoded))).toBe(meta + text);
      const equivalent = `<META http-equiv=Content-Type content='text/html; charset=${charset}'><p>`;
      expect(decode(bytes(equivalent, encoded))).toBe(equivalent + text);
      const xml = `<?xml version="1.0" encoding="${charset}"?><p>`;
      expect(decode(bytes(xml, encoded), 'no-such-charset')).toBe(xml + text);
    },
  );

  it('in another charset than its header says is read by its own word', () => {
    const meta = '<meta charset="windows-1251"><p>';
    expect(decode(bytes(meta, [0xf6, 0xe5, 0xed, 0xe0]), 'utf-8')).toBe(`${meta}цена`);
  });

  it('in UTF-8 is read as that, whatever header and meta say', () => {
    const page = '<meta charset="windows-1252"><p>129,00 € Küche 価格';
    for (const charset of ['iso-8859-1', 'shift_jis', 'nonsense', null]) {
      expect(decode(Buffer.from(page), charset)).toBe(page);
    }
  });

  it('in UTF-8 with a broken letter loses only that', () => {
    const page = bytes('<p>Küche, Größe, Öl, Maß, für', [0xc3], '<p>');
    for (const charset of ['utf-8', null]) {
      expect(decode(page, charset)).toBe('<p>Küche, Größe, Öl, Maß, für\ufffd<p>');
    }
  });

  it('with a byte order mark is what the mark says, and the mark is no text', () => {
    const page = '<meta charset="windows-1252"><p>é';
    expect(decode(bytes([0xef, 0xbb, 0xbf], page), 'iso-8859-1')).toBe(page);
    expect(decode(Buffer.from(`\ufeff${page}`, 'utf16le'), 'utf-8')).toBe(page);
    expect(decode(Buffer.from(`\ufeff${page}`, 'utf16le').swap16(), 'utf-8')).toBe(page);
  });

  it('in UTF-16 is read with the header’s word or without any', () => {
    const page = '<meta charset="utf-16"><p>цена';
    expect(decode(Buffer.from(page, 'utf16le'), 'utf-16le')).toBe(page);
    expect(decode(Buffer.from(page, 'utf16le'))).toBe(page);
    expect(decode(Buffer.from(page, 'utf16le').swap16(), 'utf-8')).toBe(page);
    // Read as single bytes it can't be true.
    expect(decode(Buffer.from(page))).toBe(page);
  });

  it('without any word is UTF-8 if it can be, else what browsers fall back on', () => {
    expect(decode(Buffer.from('<p>€ 5'))).toBe('<p>€ 5');
    expect(decode(bytes('<p>', [0x80], ' 5'))).toBe('<p>€ 5');
  });

  it('is text whatever its bytes and labels are', () => {
    const label = fc.option(fc.oneof(fc.string(), fc.constantFrom(...written.map(([charset]) => charset))));
    fc.assert(
      fc.property(fc.uint8Array(), label, (body, charset) => {
        expect(typeof decode(Buffer.from(body), charset)).toBe('string');
      }),
    );
    expect(decode(Buffer.from(`${'<meta '.repeat(2000)}charset=`)).length).toBeGreaterThan(0);
  });
});
