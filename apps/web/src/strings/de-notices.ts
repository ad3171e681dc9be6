// The sentences that the server adds to its answers, in German. One that isn't known here stays as it came.
import { type Translation, translated } from './translated.ts';

const translations: Translation[] = [
  [
    /^([\d,]+) photos? (?:is|are) still being embedded and can not be found yet\.$/,
    (n) =>
      n === '1'
        ? '1 Foto wird noch verarbeitet und ist noch nicht zu finden.'
        : `${n.replaceAll(',', '.')} Fotos werden noch verarbeitet und sind noch nicht zu finden.`,
  ],
  [
    /^This product has no embedded photo yet, so nothing can be compared with it\.$/,
    () => 'Von diesem Produkt ist noch kein Foto verarbeitet, deshalb lässt sich nichts damit vergleichen.',
  ],
  [
    /^The picture of this product is a placeholder, so nothing can be compared with it\.$/,
    () => 'Das Bild dieses Produkts ist ein Platzhalter, deshalb lässt sich nichts damit vergleichen.',
  ],
  [
    /^Nothing is called “(.+)”: “(.+)” was looked for as well\.$/,
    (from, to) => `Nichts heißt „${from}“: Es wurde auch nach „${to}“ gesucht.`,
  ],
  [
    /^The text was long: only its first (\d+) tokens were used\.$/,
    (n) => `Der Text war lang: Nur seine ersten ${n} Tokens wurden benutzt.`,
  ],
  [
    /^Only a picture of (\d+)x(\d+) pixels is kept of the product, so the part has (\d+)x(\d+): /,
    (width, height, across, down) =>
      `Vom Produkt ist nur ein Bild mit ${width}×${height} Pixeln da, der Ausschnitt hat also ${across}×${down}.`,
  ],
  [
    /^Prices are compared in (\w+), the most common currency here(?:; those in (.+) (are left out|come last))?\. /,
    (common, others = '', fate = '') => {
      const rest = fate === 'come last' ? 'kommen zuletzt' : 'fehlen';
      const last = others === '' ? '' : `; die in ${others} ${rest}`;
      return `Verglichen werden Preise in ${common}, der häufigsten Währung hier${last}.`;
    },
  ],
  [
    /^Nothing can be compared by price: the product has no price\.$/,
    () => 'Nach dem Preis lässt sich nichts vergleichen: Das Produkt hat keinen.',
  ],
  [
    /^Nothing can be compared by price: its price is in (\w+), and there is no exchange rate to (\w+)\.$/,
    (from, to) => `Nach dem Preis lässt sich nichts vergleichen: Für ${from} gibt es keinen Kurs zu ${to}.`,
  ],
  [
    /^What is colour and what is shape has not been learned from this catalogue yet, so look was left out\.$/,
    () =>
      'Was Farbe ist und was Form, ist an diesem Katalog noch nicht gelernt; der Regler wirkt noch nicht.',
  ],
  [
    /^What is colour and what is shape has not been learned from this catalogue yet, so nothing can be said/,
    () =>
      'Was Farbe ist und was Form, ist an diesem Katalog noch nicht gelernt; was passt, steht noch nicht fest.',
  ],
];

export function germanNotice(notice: string): string {
  return translated(notice, translations) ?? notice;
}
