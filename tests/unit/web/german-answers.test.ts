// What the server says of an answer to a question has its German, as the server's own source writes it.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { germanAskNotice } from '../../../apps/web/src/strings/ask/de.ts';

it('that no model is there, or has failed', () => {
  const source = readFileSync('apps/ask/ask.ts', 'utf8');
  const searchOnly = /const searchOnly =\s+'(.+)';/.exec(source)?.[1];
  expect(source).toContain('`No language model is configured. $');
  expect(germanAskNotice(`No language model is configured. ${searchOnly}`)).toMatch(
    /^Hier ist kein Sprachmodell eingerichtet\. Das sind die Produkte/,
  );
  expect(germanAskNotice(`The language model's server answered 401. ${searchOnly}`)).toMatch(
    /^Das Sprachmodell hat nicht geantwortet\. Das sind die Produkte/,
  );
});

it('what was given up', () => {
  expect(readFileSync('apps/ask/relax.ts', 'utf8')).toContain('Nothing that fits is ');
  expect(
    germanAskNotice(
      'Nothing that fits is in gold or brass, in stock, in the category Taps, of Aurelia: this is what comes nearest.',
    ),
  ).toBe(
    'Nichts, was passt, ist in gold oder brass, lieferbar, in der Kategorie Taps, von Aurelia: Das hier kommt dem am nächsten.',
  );
  expect(germanAskNotice('Nothing that fits is priced in EUR: this is what comes nearest.')).toBe(
    'Nichts, was passt, ist ausgezeichnet in EUR: Das hier kommt dem am nächsten.',
  );
  expect(germanAskNotice('Something else.')).toBeNull();
});
