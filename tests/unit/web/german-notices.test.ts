// Every sentence that the server adds to an answer has its German: as the server's own source writes it.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pendingNotice } from '../../../apps/api/pending-photos.ts';
import { germanNotice } from '../../../apps/web/src/strings/de-notices.ts';

it('photos that wait are counted in German', () => {
  expect(pendingNotice(1).map(germanNotice)).toEqual([
    '1 Foto wird noch verarbeitet und ist noch nicht zu finden.',
  ]);
  expect(pendingNotice(1234).map(germanNotice)[0]).toMatch(/^1\.234 Fotos/);
});

/** Sentences as their source has them, with what is filled in. */
const sentences: [file: string, sentence: string, filledIn: Record<string, string>][] = [
  [
    'apps/api/routes/similar.ts',
    'This product has no embedded photo yet, so nothing can be compared with it.',
    {},
  ],
  [
    'catalog/search/search-by-product.ts',
    'The picture of this product is a placeholder, so nothing can be compared with it.',
    {},
  ],
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the source's own templates
  [
    'catalog/search/hybrid-search.ts',
    'Nothing is called “${from}”: “${to}” was looked for as well.',
    { from: 'chrom', to: 'chrome' },
  ],
  [
    'apps/composed/composed-query.ts',
    'The text was long: only its first ${tokens} tokens were used.',
    { tokens: '77' },
  ],
  [
    'apps/composed/composed-query.ts',
    'Only a picture of ${width}x${height} pixels is kept of the product, so the part has ${across}x${down}: send the photo itself for a finer look.',
    { width: '400', height: '300', across: '40', down: '30' },
  ],
  [
    'catalog/products/price-basis.ts',
    'Prices are compared in ${common}, the most common currency here${rest}. Name a currency to choose another.',
    { common: 'USD', rest: '; those in EUR, GBP come last' },
  ],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the source's own templates
  [
    'catalog/ranking/chosen-look.ts',
    'What is colour and what is shape has not been learned from this catalogue yet, so look was left out.',
    {},
  ],
  [
    'catalog/search/goes-with.ts',
    'What is colour and what is shape has not been learned from this catalogue yet, so nothing can be said to go with it.',
    {},
  ],
];

it.each(sentences)('%s: %s', (file, sentence, filledIn) => {
  expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(sentence);
  const said = sentence.replace(/\$\{(\w+)\}/g, (_hole, name: string) => filledIn[name] ?? '');
  const german = germanNotice(said);
  expect(german).not.toBe(said);
  for (const value of Object.values(filledIn)) {
    if (!value.includes(' ')) expect(german).toContain(value);
  }
});

it('a sentence that is not known stays as it came', () => {
  expect(germanNotice('Something new.')).toBe('Something new.');
});
