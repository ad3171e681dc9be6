// Every German string of the page that runs the model on the visitor's machine: the same keys as en.ts.
import type { InBrowserStrings } from './en.ts';

export const de: InBrowserStrings = {
  title: 'Auf deinem eigenen Gerät · Lookalike',
  heading: 'Auf deinem eigenen Gerät',
  lead: 'Das Modell, das Fotos und Wörter vergleicht, läuft in dieser Seite. Was du hier ablegst oder tippst, wird nirgendwohin gesendet.',
  fetch: (megabytes) => `Modell laden (${megabytes} MB, einmalig)`,
  fetching: 'Das Modell wird geladen',
  fetched: (done, of) => `${done} von ${of} MB`,
  starting: 'Das Modell startet …',
  ready: 'Das Modell ist da und bleibt für den nächsten Besuch in diesem Browser.',
  failed: 'Das Modell ließ sich in diesem Browser nicht starten.',
  pick: 'Foto auswählen',
  drop: 'Leg ein Foto hier ab, füg eines ein oder wähl eines aus.',
  another: 'Anderes Foto',
  photo: 'Dein Foto',
  looking: 'Es wird angesehen …',
  unreadable: 'Das ist kein Foto oder keines, das dieser Browser lesen kann.',
  words: 'Wörter zum Vergleichen',
  wordsHint: 'Das Modell kann Englisch; am besten wirken wenige Wörter, die sagen, wie etwas aussieht.',
  add: 'Hinzufügen',
  newWords: 'Weitere Wörter',
  remove: (words) => `Entfernen: ${words}`,
  examples: ['a gold tap', 'a matte black tap', 'a purple chair', 'a pair of shoes', 'a dog'],
  score: (score) => `Ähnlichkeit ${score}`,
  took: (milliseconds) => `In ${milliseconds} ms angesehen, von diesem Gerät.`,
  search: 'Mit diesem Foto suchen, ohne es hochzuladen',
  searchMeans: (numbers) =>
    `Gesendet werden ${numbers} Zahlen, die das Modell aus dem Foto gemacht hat, und nicht das Foto.`,
  otherModel:
    'Der Katalog wird mit einem anderen Modell durchsucht, deshalb lässt sich hier nicht mit seinen Zahlen suchen.',
  results: 'Sieht aus wie dein Foto',
  nothing: 'Nichts hier sieht so aus.',
};
