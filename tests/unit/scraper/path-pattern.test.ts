// Patterns match what RFC 9309 says, and take no longer for those who would have them take for ever.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparablePath, compilePathPattern } from '../../../scraper/robots/path-pattern.ts';

const matches = (pattern: string, path: string) => compilePathPattern(pattern).matches(comparablePath(path));

/** The rule itself, without any cleverness: every way a `*` can be filled is tried. */
function matchesByDefinition(pattern: string, path: string): boolean {
  if (pattern === '') return true;
  if (pattern === '$') return path === '';
  if (pattern.startsWith('*')) {
    const rest = pattern.slice(1);
    return Array.from({ length: path.length + 1 }, (_, i) => path.slice(i)).some((end) =>
      matchesByDefinition(rest, end),
    );
  }
  return pattern[0] === path[0] && matchesByDefinition(pattern.slice(1), path.slice(1));
}

describe('a path pattern', () => {
  it.each([
    ['/', '/anything', true],
    ['/fish', '/fish.html', true],
    ['/fish', '/Fish.asp', false],
    ['/fish', '/catfish', false],
    ['/fish*', '/fishheads/yummy.html?id=2', true],
    ['/fish/', '/fish', false],
    ['/*.php', '/folder/any.php?x=1', true],
    ['/*.php', '/windows.PHP', false],
    ['/*.php$', '/a/b.php', true],
    ['/*.php$', '/a/b.php?x', false],
    ['/*.php$', '/a.php5', false],
    ['/fish*.php', '/fishheads/catfish.php?parameters', true],
    ['/$', '/', true],
    ['/$', '/a', false],
    ['/*/p$', '/a/p/b/p', true],
    ['/a*a$', '/a', false],
    ['/a*$', '/abc', true],
    ['*/private', '/a/private/b', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it.each([
    ['/foo/bar?baz=https://foo.bar', '/foo/bar?baz=https%3A%2F%2Ffoo.bar', true],
    ['/foo/bar?baz=https%3A%2F%2Ffoo.bar', '/foo/bar?baz=https://foo.bar', true],
    ['/foo/bar/ツ', '/foo/bar/%E3%83%84', true],
    ['/foo/bar/%E3%83%84', '/foo/bar/ツ', true],
    ['/foo/bar/%e3%83%84', '/foo/bar/%E3%83%84', true],
    ['/foo/bar/%62%61%7A', '/foo/bar/baz', true],
    ['/foo/bar/baz', '/foo/bar/%62%61%7a', true],
    ['/path/file-with-a-%2A.html', '/path/file-with-a-*.html', true],
    ['/path/file-with-a-%2A.html', '/path/file-with-a-b.html', false],
    ['/path/foo-%24', '/path/foo-$', true],
    ['/path/foo-$', '/path/foo-', true],
    ['/a$b', '/a$b', true],
    ['/a b', '/a%20b', true],
    ['/100%', '/100%', true],
    ['/\ud800', '/%EF%BF%BD', true],
  ])('takes escapes as what they stand for: %s on %s is %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it('matches exactly what its definition says', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '$'), maxLength: 8 });
    const path = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(pattern, path, (end, rest) => {
        // A $ within is a character like any other, and these paths have none.
        const expected = !end.slice(0, -1).includes('$') && matchesByDefinition(`/${end}`, `/${rest}`);
        expect(matches(`/${end}`, `/${rest}`)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds long pieces as indexOf does', () => {
    const text = (length: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.integer({ min: 33, max: 40 }), fc.nat(60), fc.gen(), (length, extra, gen) => {
        const piece = gen(() => text(length));
        const path = gen(() =>
          fc.oneof(
            text(length + extra),
            text(extra).map((start) => start + piece + start),
          ),
        );
        expect(matches(`*${piece}`, path)).toBe(path.includes(piece));
      }),
    );
  });

  it.each([
    ['fifty wildcards', `/${'*a'.repeat(50)}b`],
    ['a long repeating piece', `*${'a'.repeat(900)}b`],
    ['a thousand wildcards and an end', `${'*aa'.repeat(1000)}$`],
  ])('of %s is no burden on a long path', (_, hostile) => {
    const path = `/${'a'.repeat(1900)}`;
    const pattern = compilePathPattern(hostile);
    // Five thousand of them: a search that goes back takes 10^9 steps here, and runs into the test's own limit.
    for (let rule = 0; rule < 5000; rule += 1) expect(pattern.matches(path)).toBe(false);
  });

  it('never throws, whatever is written', () => {
    const text = fc.string({
      unit: fc.constantFrom('/', '*', '$', '%', '%2', 'é', '\ud83d', '\udca9', '\0', ' ', 'a'),
    });
    fc.assert(fc.property(text, text, (pattern, path) => void matches(pattern, path)));
  });
});
