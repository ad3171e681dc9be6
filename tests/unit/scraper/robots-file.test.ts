// robots.txt as RFC 9309 and the test cases of Google's parser have it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRobotsFile } from '../../../scraper/robots/robots-file.ts';

const isAllowed = (text: string, path: string, agent = 'FooBot') =>
  parseRobotsFile(text, agent).isAllowed(path);

describe('groups', () => {
  it('of everyone count only where none names us, and all that name us count together', () => {
    const text =
      'User-agent: *\nDisallow: /\n\nUser-agent: foobot\nDisallow: /a\n\nUser-agent: other\nDisallow: /b\n\nUser-agent: FOOBOT\nDisallow: /c';
    expect(['/a', '/b', '/c', '/d'].map((path) => isAllowed(text, path))).toEqual([false, true, false, true]);
    expect(isAllowed(text, '/d', 'Nobody')).toBe(false);
  });

  it('hold for several agents, also with other lines between their names', () => {
    const text = 'User-agent: a\nSitemap: https://x.example/s.xml\nHost: x\n\nUser-agent: b\nDisallow: /p';
    for (const agent of ['a', 'b']) expect(isAllowed(text, '/p', agent)).toBe(false);
    expect(isAllowed(text, '/p', 'c')).toBe(true);
  });

  it('without rules allow everything, even where everyone else is shut out', () => {
    for (const own of ['User-agent: FooBot', 'User-agent: FooBot\nDisallow:', 'User-agent: FooBot\nAllow:']) {
      expect(isAllowed(`User-agent: *\nDisallow: /\n\n${own}\n`, '/a')).toBe(true);
    }
  });

  it.each([
    ['FooBot/2.1', true],
    ['foobot the great', true],
    ['FooBotNews', false],
    ['Foo', false],
    ['* (everyone)', true],
    ['*bot', false],
    ['', false],
  ])('for "%s" are ours: %s', (agent, ours) => {
    expect(isAllowed(`User-agent: ${agent}\nDisallow: /`, '/a')).toBe(!ours);
  });

  it('need a name: rules before the first one count for nobody', () => {
    expect(isAllowed('Disallow: /\nUser-agent: *\nAllow: /a', '/b')).toBe(true);
  });
});

describe('rules', () => {
  it.each([
    ['Disallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['Allow: /a\nDisallow: /a/b', '/a/b/c', false],
    ['Disallow: /a\nAllow: /a', '/a', true],
    ['Allow: /p\nDisallow: /', '/page', true],
    ['Allow: /folder\nDisallow: /folder', '/folder/page', true],
    ['Allow: /page\nDisallow: /*.htm', '/page.htm', false],
    ['Allow: /page\nDisallow: /*.ph', '/page.php5', true],
    ['Allow: /$\nDisallow: /', '/', true],
    ['Allow: /$\nDisallow: /', '/page.htm', false],
    ['Disallow: /', '/robots.txt', true],
    ['Disallow: private', '/private', false],
    ['Disallow: /x # the reason', '/x', false],
    ['dIsAlLoW  :  /x', '/x', false],
    ['Dissallow: /x', '/x', false],
    ['Disallow /x', '/x', false],
    ['Disallow: /x/?sort=%64esc', '/x/?sort=desc', false],
  ])('%j on %s: %s', (rules, path, expected) => {
    expect(isAllowed(`User-agent: *\n${rules}`, path)).toBe(expected);
  });

  it.each(['\n', '\r\n', '\r'])('are told apart by %j, after a byte order mark too', (newline) => {
    const text = `\ufeff${['User-agent: *', '', 'Disallow: /a', '# no more', 'Disallow: /b'].join(newline)}`;
    expect(['/a', '/b', '/c'].map((path) => isAllowed(text, path))).toEqual([false, false, true]);
  });

  it('by the hundred thousand, with wildcards, are decided at once', () => {
    const rules = Array.from({ length: 40_000 }, (_, index) => `Disallow:*a*${index}*b`).join('\n');
    expect(isAllowed(`User-agent: *\n${rules}`, `/${'a'.repeat(1900)}`)).toBe(true);
  });
});

describe('other lines', () => {
  it('are sitemaps for everyone, and a delay for the group', () => {
    const text =
      'Sitemap: https://x.example/s.xml\nUser-agent: *\nCrawl-delay: 9\nUser-agent: FooBot\nDisallow: /\n\nUser-agent: Bar\nCrawl-delay: 2.5\nsite-map: /t.xml';
    expect(parseRobotsFile(text, 'Bar')).toMatchObject({
      crawlDelaySeconds: 2.5,
      sitemaps: ['https://x.example/s.xml', '/t.xml'],
    });
    expect(parseRobotsFile(text, 'Else').crawlDelaySeconds).toBe(9);
  });

  it.each(['soon', '-1', '', 'Infinity', 'NaN'])('ask for no delay with %j', (value) => {
    expect(parseRobotsFile(`User-agent: *\nCrawl-delay: ${value}`, 'a').crawlDelaySeconds).toBeNull();
  });

  it('or a whole page in its place allow everything, and nothing throws', () => {
    expect(isAllowed('<!doctype html>\n<title>Not found: our shop</title>', '/a')).toBe(true);
    const line = fc.oneof(
      fc.constantFrom('User-agent: *', 'Disallow: /', 'Allow:', 'Disallow: *%', 'Crawl-delay:', ':', '#'),
      fc.string({ unit: fc.constantFrom(':', '*', '%', 'é', '\ud83d', '\0', ' ', 'Allow', '\t') }),
    );
    fc.assert(
      fc.property(fc.array(line), fc.string(), (lines, path) => {
        expect(typeof isAllowed(lines.join('\n'), path)).toBe('boolean');
      }),
    );
  });
});
