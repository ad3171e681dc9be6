// What the API's errors mean, in German, where the pages have no better words; fetched when one is met.
import type { ProblemCode } from '../../../api/problems.ts';
import type { Strings } from './en.ts';
import { type Translation, translated } from './translated.ts';

/** Each code of the API that has no words in `Strings.problems`; the compiler misses none. */
const meanings: Record<Exclude<ProblemCode, keyof Strings['problems']>, string> = {
  unknown_parameter: 'Diese Adresse enthält eine Angabe, die der Server nicht kennt.',
  missing_parameter: 'Es fehlt eine Angabe, ohne die der Server nicht antworten kann.',
  invalid_parameter: 'Eine Angabe hat einen Wert, mit dem der Server nichts anfangen kann.',
  blank_text: 'Hier steht nichts, wonach gesucht werden könnte. Nenne mindestens ein Wort.',
  text_too_long: 'Dieser Text ist zu lang: Höchstens 1.000 Zeichen sind möglich.',
  invalid_query: 'Diese Suche ist nicht zu verstehen. In Anführungszeichen gilt sie als gewöhnlicher Text.',
  price_range_reversed: 'Der niedrigste Preis liegt über dem höchsten, also kann nichts passen.',
  invalid_cursor: 'Diese Liste ist von früher und lässt sich nicht fortsetzen. Versuch es noch einmal.',
  malformed_url: 'Diese Adresse ist nicht lesbar.',
  invalid_body: 'Der Server konnte nicht lesen, was die Seite geschickt hat.',
  invalid_rate: 'Dieser Wechselkurs lässt sich so nicht festlegen.',
  invalid_schedule: 'Das ist kein Zeitplan, den der Server versteht. Zum Beispiel geht „every day at 04:00“.',
  operator_token_required: 'Dafür braucht es das Betreiber-Token.',
  operator_only_on_loopback: 'Das geht nur auf dem Rechner, auf dem der Server läuft.',
  cross_site_request: 'Diese Anfrage kam von der Seite eines anderen Anbieters und wurde abgelehnt.',
  run_not_found: 'Diesen Lauf gibt es nicht.',
  shop_not_found: 'Diesen Shop gibt es nicht, oder nicht mehr.',
  model_not_found: 'Dieses Modell gibt es nicht, oder nicht mehr.',
  collection_not_found: 'Diese Sammlung gibt es nicht, oder nicht mehr.',
  item_not_found: 'Dieses Stück gibt es in keiner der Sammlungen.',
  image_not_found: 'Dieses Bild gibt es nicht, oder nicht mehr.',
  problem_not_found: 'Diesen Fehlercode gibt es nicht.',
  route_not_found: 'Unter dieser Adresse hat der Server nichts.',
  method_not_allowed: 'Das lässt sich unter dieser Adresse nicht tun.',
  run_state_conflict: 'In diesem Zustand des Laufs geht das nicht.',
  model_switch_conflict: 'In diesem Zustand der Modelle geht das nicht.',
  items_not_embedded: 'Diese Sammlung ist noch nicht für das aktive Modell vorbereitet.',
  ambiguous_shop: 'So heißen mehrere Shops.',
  feedback_off: 'Dieser Dienst nimmt keine Rückmeldungen an.',
  unsupported_media_type: 'Der Server konnte nicht lesen, was die Seite geschickt hat.',
  too_much_feedback: 'Gerade kommen mehr Rückmeldungen, als angenommen werden.',
  too_many_page_errors: 'Gerade melden die Seiten mehr Fehler, als angenommen werden.',
  internal_error: 'Auf dem Server ist etwas schiefgegangen; sein Protokoll sagt, was.',
  too_many_questions: 'Gerade werden andere Fragen beantwortet. Versuch es gleich noch einmal.',
  vector_of_other_model:
    'Der Katalog wird inzwischen mit einem anderen Modell durchsucht. Lade diese Seite neu.',
  too_many_dry_runs: 'Gerade werden andere Shops angesehen. Versuch es gleich noch einmal.',
  database_unavailable: 'Der Katalog ist gerade nicht zu erreichen. Versuch es gleich noch einmal.',
  model_unavailable: 'Das Modell lässt sich hier nicht laden; das Protokoll des Servers sagt, warum.',
  queue_unavailable: 'Gerade lässt sich nichts beginnen oder beenden. Versuch es gleich noch einmal.',
  timed_out: 'Die Antwort hat zu lange gedauert. Versuch es gleich noch einmal.',
  not_ready: 'Der Server ist noch nicht bereit. Versuch es gleich noch einmal.',
};

const states: Readonly<Record<string, string>> = {
  done: 'fertig',
  partial: 'teilweise',
  suspicious: 'verdächtig',
  failed: 'gescheitert',
  cancelled: 'abgebrochen',
  paused: 'pausiert',
  'going on': 'läuft',
};
const state = (english: string) => states[english] ?? english;

/** Where the server says more than the code does. */
const details: Translation[] = [
  [/^Run (\d+) has ended \((.+)\)\.$/, (id, how) => `Lauf ${id} ist zu Ende (${state(how)}).`],
  [/^Run (\d+) is paused already\.$/, (id) => `Lauf ${id} ist schon pausiert.`],
  [/^Run (\d+) is not paused/, (id) => `Lauf ${id} ist nicht pausiert, also gibt es nichts fortzusetzen.`],
  [
    /^Run (\d+) is being cancelled/,
    (id) => `Lauf ${id} wird gerade abgebrochen; versuch es danach noch einmal.`,
  ],
  [
    /^Run (\d+) is not suspicious \((.+)\)/,
    (id, how) => `Lauf ${id} ist nicht verdächtig (${state(how)}), also gibt es nichts zu bestätigen.`,
  ],
  [
    /^The shop of run (\d+) has had another run since/,
    (id) => `Nach Lauf ${id} hatte der Shop schon einen weiteren; sieh dir den an.`,
  ],
  [/^No page of run (\d+) waits to be asked again/, (id) => `In Lauf ${id} wartet dafür keine Seite mehr.`],
  [
    /^A switch to (\S+) is under way; abandon it first\.$/,
    (model) => `Ein Wechsel zu ${model} ist im Gange; brich ihn zuerst ab.`,
  ],
  [
    /^(\S+) is active already(, or not known)?\.$/,
    (model) => `${model} antwortet schon, oder ist nicht bekannt.`,
  ],
  [/^No switch of the model is under way\.$/, () => 'Es ist kein Wechsel des Modells im Gange.'],
  [
    /^No switch of the model is under way that is complete and checked\.$/,
    () => 'Kein Wechsel des Modells ist vollständig und geprüft.',
  ],
  [
    /^There is no earlier model to go back to\.$/,
    () => 'Es gibt kein früheres Modell, zu dem es zurückginge.',
  ],
  [
    /^(\S+) answers the searches; switch to another first\.$/,
    (model) => `${model} antwortet auf die Suchen; wechsle zuerst zu einem anderen.`,
  ],
  [
    /^(\S+) still has searches under (\S+); try again in half a minute\.$/,
    (process, model) => `${process} sucht noch mit ${model}; versuch es in einer halben Minute noch einmal.`,
  ],
];

/** @param detail the server's own sentence, returned for a code that is newer than this page */
export function germanProblem(code: string, detail: string): string {
  const known: Readonly<Record<string, string>> = meanings;
  return translated(detail, details) ?? known[code] ?? detail;
}
