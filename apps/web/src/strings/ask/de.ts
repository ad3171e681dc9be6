// Every German string of the page that answers questions: the same keys as en.ts, which the compiler checks.
import { strings } from '../strings.ts';
import type { AskStrings } from './en.ts';

export const de: AskStrings = {
  title: 'Fragen · Lookalike',
  heading: 'Frag, wie du sprichst',
  lead: 'Was es sein soll, was es kosten darf, was es nicht haben darf. Die Antwort kommt aus den Produkten hier.',
  label: 'Deine Frage',
  placeholder: 'Welche mattschwarzen Armaturen kosten unter 150 $?',
  submit: 'Fragen',
  stop: 'Anhalten',
  examplesLabel: 'Fragen zum Ausprobieren',
  examples: [
    'Welche mattschwarzen Armaturen kosten unter 150 $?',
    'Was ist die günstigste Armatur in Gold?',
    'Etwas in Kupfer, aber ohne cross handles',
  ],
  thinking: 'Die Antwort wird gesucht …',
  understood: 'Verstanden',
  words: (words) => `„${words}“`,
  without: (words) => `ohne ${words}`,
  from: (price) => `ab ${price}`,
  upTo: (price) => `bis ${price}`,
  between: (low, high) => `${low} bis ${high}`,
  inStock: 'lieferbar',
  sorts: { price: 'günstigste zuerst', '-price': 'teuerste zuerst', newest: 'neueste zuerst' },
  showAll: 'Alle davon im Schaufenster',
  answer: 'Antwort',
  cited: (number, title) => `Quelle ${number}: ${title}`,
  sources: 'Davon ist die Rede',
  found: 'Das wurde gefunden',
  others: 'Auch gefunden',
  fromDescription: 'Aus der Beschreibung',
  nothing: 'Nichts hier passt dazu. Frag nach weniger auf einmal oder nach einem höheren Preis.',
  writtenByModel:
    'Von einem Sprachmodell aus den Produkten unten geschrieben. Preise und Bestand stehen bei den Shops.',
  brokeOff: 'Die Antwort ist abgebrochen.',
  notice: (sentence) => germanAskNotice(sentence) ?? strings.notice(sentence),
};

const searchOnly =
  'Das sind die Produkte, die die Suche fand, mit den Sätzen ihrer Beschreibungen, die passen.';

/** The server's sentences about an answer; null for one that is none of them. */
export function germanAskNotice(sentence: string): string | null {
  const missing = /^Nothing that fits is (.+): this is what comes nearest\.$/.exec(sentence)?.[1];
  if (missing !== undefined) {
    return `Nichts, was passt, ist ${germanConditions(missing)}: Das hier kommt dem am nächsten.`;
  }
  if (sentence.startsWith('No language model is configured.'))
    return `Hier ist kein Sprachmodell eingerichtet. ${searchOnly}`;
  if (sentence.endsWith('with the sentences of their descriptions that match.'))
    return `Das Sprachmodell hat nicht geantwortet. ${searchOnly}`;
  return null;
}

function germanConditions(english: string): string {
  return english
    .replaceAll(' or ', ' oder ')
    .replace('in stock', 'lieferbar')
    .replace('in the category ', 'in der Kategorie ')
    .replace('priced in ', 'ausgezeichnet in ')
    .replace(/(^|, )of /, '$1von ');
}
