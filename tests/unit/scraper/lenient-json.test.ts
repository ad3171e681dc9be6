// JSON as shops write it is read; hostile text costs no more than its length.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLenientJson } from '../../../scraper/product/sources/lenient-json.ts';

describe('parseLenientJson', () => {
  it.each([
    ['plain', '{"name":"Tap"}'],
    ['in an HTML comment', '<!-- {"name":"Tap"} -->'],
    ['in CDATA', '//<![CDATA[\n{"name":"Tap"}\n//]]>'],
    ['in commented CDATA', '/*<![CDATA[*/ {"name":"Tap"} /*]]>*/'],
    ['with trailing commas', '{"name":"Tap",\n}'],
    ['with comments', '{ // the name\n "name": /* yes */ "Tap", /* last */ }'],
    ['with escaped quotes', '{&quot;name&quot;:&quot;Tap&quot;}'],
    ['ended by a semicolon', '{"name":"Tap"};'],
    ['with a brace too many', '{"name":"Tap"}}'],
    ['with unquoted keys', "{name: 'Tap'}"],
    ['after a byte order mark', '\ufeff{"name":"Tap"}'],
  ])('reads JSON %s', (_, text) => {
    expect(parseLenientJson(text)).toEqual({ name: 'Tap' });
  });

  it('keeps what only looks like a comment or a comma to drop inside strings', () => {
    const text = '{"url":"https://shop.example/a,]","note":"/* no */ ,}",}';
    expect(parseLenientJson(text)).toEqual({ url: 'https://shop.example/a,]', note: '/* no */ ,}' });
  });

  it('repairs raw line breaks and bad escapes in strings', () => {
    expect(parseLenientJson('{"a":"one\ntwo\tthree","b":"it\\\'s","c":"\\x"}')).toEqual({
      a: 'one\ntwo\tthree',
      b: "it's",
      c: 'x',
    });
  });

  it('repairs quotes within texts', () => {
    expect(parseLenientJson('{"name":"19" monitor "Slim"","sku":"4711"}')).toEqual({
      name: '19" monitor "Slim"',
      sku: '4711',
    });
  });

  it('takes several objects in one script as a list', () => {
    expect(parseLenientJson('{"name":"Tap"}\n{"name":"Bath",}')).toEqual([{ name: 'Tap' }, { name: 'Bath' }]);
  });

  it('reads back any JSON with a comma, a comment and a line break put in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = `<!-- [ // first\n ${JSON.stringify(value)} , /* last */ ] -->`;
        expect(parseLenientJson(text)).toEqual(JSON.parse(JSON.stringify([value])));
      }),
    );
  });

  it('never throws, and gives undefined for what is no JSON', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseLenientJson(text)));
    expect(parseLenientJson('window.dataLayer = []')).toBeUndefined();
    expect(parseLenientJson('')).toBeUndefined();
  });

  it.each(['"', '/*', '//', ',', '[', '{"a":', '\\', ' ', '&quot;', '<!--', '-->', '"\\'])(
    'reads a megabyte of %j in time that grows with its length only',
    // No clock is asserted: with anything quadratic in it this takes many minutes, and the limit ends it.
    { timeout: 30_000 },
    (piece) => {
      expect(() => parseLenientJson(piece.repeat(1_000_000 / piece.length))).not.toThrow();
    },
  );
});
