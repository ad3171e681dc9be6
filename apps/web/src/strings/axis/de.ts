// Every German string of the page that lines products up between two ends.
import type { AxisStrings } from './en.ts';

const count = new Intl.NumberFormat('de');
const percent = new Intl.NumberFormat('de', { style: 'percent', maximumFractionDigits: 0 });

export const de: AxisStrings = {
  title: 'Aufgereiht',
  heading: 'In eine Reihe bringen',
  lead: 'Was soll an den beiden Enden stehen? Alles andere reiht sich dazwischen ein.',
  from: 'Von',
  to: 'Bis',
  // The models read English.
  fromHint: 'zum Beispiel white',
  toHint: 'zum Beispiel black',
  show: 'Aufreihen',
  swap: 'Enden tauschen',
  try: 'Zum Beispiel',
  examples: [
    ['white', 'black'],
    ['silver', 'gold'],
    ['plain', 'colourful'],
  ],
  between: (from, to) => `Von ${from} bis ${to}`,
  shown: (shown, total) =>
    shown === total
      ? `${count.format(total)} Produkte`
      : `${count.format(shown)} von ${count.format(total)} Produkten, gleichmäßig von Ende zu Ende verteilt`,
  at: (share) => `bei ${percent.format(share)} des Weges`,
  empty: 'Noch hat kein Produkt ein Foto.',
};
