// Why pages, photos and runs failed, in German: the reasons that the scraper and the workers store, which are English.
import { type Translation, translated } from '../translated.ts';

const reasons: Readonly<Record<string, string>> = {
  'not found': 'nicht gefunden',
  timeout: 'keine Antwort in der erlaubten Zeit',
  'too slow': 'zu langsam',
  'too slow to read': 'zu langsam zu lesen',
  'too large': 'zu groß',
  'too large to read': 'zu groß zum Lesen',
  'unreadable page': 'Seite nicht lesbar',
  'too many redirects': 'zu viele Weiterleitungen',
  'redirect loop': 'Weiterleitung im Kreis',
  'refused redirect': 'Weiterleitung abgelehnt',
  'bad address': 'keine brauchbare Adresse',
  'host paused': 'der Shop bat um eine Pause',
  'bot wall': 'Schranke gegen Roboter',
  'temporary failure': 'vorübergehende Störung',
  'body cut short': 'Antwort brach ab',
  'undecodable body': 'Antwort nicht zu entpacken',
  'connection refused': 'Verbindung abgelehnt',
  'connection broken': 'Verbindung abgerissen',
  'connection failed': 'Verbindung gescheitert',
  'unknown host': 'unbekannter Rechnername',
  unreachable: 'nicht zu erreichen',
  'headers too large': 'Kopfzeilen zu groß',
  'bad certificate': 'ungültiges Zertifikat',
  'tls failed': 'verschlüsselte Verbindung gescheitert',
  'not http': 'Antwort ist kein HTTP',
  'fetcher closed': 'beim Beenden abgebrochen',
  'robots.txt disallows it': 'robots.txt verbietet es',
  'no robots.txt': 'keine robots.txt zu bekommen',
  'there is none': 'gibt es nicht',
  'the site file leaves it out': 'die Site-Datei lässt es aus',
  "the shop's own product list was read to its end": 'die Produktliste des Shops ist zu Ende gelesen',
  'its body is no longer stored': 'die Seite ist nicht mehr gespeichert',
  'the stored body is damaged': 'die gespeicherte Seite ist beschädigt',
  'a shop may not name files of this machine': 'ein Shop darf keine Dateien dieses Rechners nennen',
  'the file is over 20 MB': 'die Datei hat mehr als 20 MB',
  'the file does not exist': 'die Datei gibt es nicht',
  'it is not a JPEG, PNG, WebP, GIF, AVIF or TIFF image': 'kein JPEG, PNG, WebP, GIF, AVIF oder TIFF',
  'cancelled by an operator': 'vom Betreiber abgebrochen',
  'confirmed by an operator': 'vom Betreiber bestätigt',
  'no page of this shop is stored; read it first, for example with --mode full':
    'von diesem Shop ist keine Seite gespeichert; lies ihn zuerst, etwa mit --mode full',
  "the shop's robots.txt or its site file allows none of its pages":
    'die robots.txt des Shops oder seine Site-Datei erlaubt keine seiner Seiten',
  'no reason given': 'ohne Begründung',
  unknown: 'unbekannt',
};

const number = (digits: string) => Number(digits).toLocaleString('de');
const units: Readonly<Record<string, string>> = { pages: 'Seiten', bytes: 'Bytes', minutes: 'Minuten' };

const patterns: Translation[] = [
  [/^given up by an operator: (.+)$/, (why) => `vom Betreiber aufgegeben: ${germanReason(why)}`],
  [/^refused private address$/, () => 'private Adresse abgelehnt'],
  [/^refused (.+)$/, (what) => `Adresse abgelehnt (${what})`],
  [/^redirects to another site: (.+)$/, (target) => `leitet auf eine andere Site weiter: ${target}`],
  [
    /^redirects to (\S+), which may not be fetched$/,
    (target) => `leitet auf ${target} weiter, was gesperrt ist`,
  ],
  [/^can't be stored: (.+)$/, (why) => `lässt sich nicht speichern: ${why}`],
  [/^the file can't be read \((.+)\)$/, (code) => `die Datei ist nicht lesbar (${code})`],
  [/^it has ([\d.]+) MB; at most 20 are allowed$/, (mb) => `${number(mb)} MB sind zu viel: höchstens 20`],
  [
    /^it has (\d+)x(\d+) pixels; at most 50 million are allowed$/,
    (width, height) => `${width}×${height} Pixel sind zu viele: höchstens 50 Millionen`,
  ],
  [/^it is corrupt or can't be decoded/, () => 'beschädigt oder nicht zu lesen'],
  [
    /^a trap: (\d+) pages like (.+) led to no product that the run had not met$/,
    (pages, like) => `eine Falle: ${number(pages)} Seiten wie ${like} führten zu keinem neuen Produkt`,
  ],
  [
    /^stopped at the limit of (\d+) (pages|bytes|minutes); (\d+) known pages are left$/,
    (limit, unit, left) =>
      `an der Grenze von ${number(limit)} ${units[unit]} beendet; ${number(left)} bekannte Seiten sind übrig`,
  ],
  [
    /^stopped at the shop asked for a pause of (\d+) minutes; (\d+) known pages are left$/,
    (minutes, left) =>
      `beendet, weil der Shop um ${number(minutes)} Minuten Pause bat; ${number(left)} bekannte Seiten sind übrig`,
  ],
  [
    /^(\d+) of (\d+) products were not found, too many to believe: they are kept\./,
    (unseen, known) =>
      `${number(unseen)} von ${number(known)} Produkten waren nicht zu finden, was kaum stimmen kann: Sie bleiben. Sind sie wirklich weg, bestätige es`,
  ],
  [
    /^the shop stopped answering: (\d+) pages failed in a row, the last with: (.+)$/,
    (pages, last) =>
      `der Shop antwortet nicht mehr: ${number(pages)} Seiten nacheinander scheiterten, die letzte an: ${germanReason(last)}`,
  ],
  [/^(\S+) can't be loaded(?: here)?: (.+)$/, (model, why) => `${model} lässt sich nicht laden: ${why}`],
  [/^(\S+): \1 answered (\d+)/, (url, status) => `${url} antwortete mit ${status}`],
  [/^(\S+): \1 could not be fetched \((.+)\)/, (url, why) => `${url} war nicht zu bekommen (${why})`],
  [
    /^lettering or a logo used for (\d+) products/,
    (products) => `Schrift oder Logo, steht für ${number(products)} Produkte`,
  ],
  [/^one picture used for (\d+) products/, (products) => `ein Bild, steht für ${number(products)} Produkte`],
];

/** What is not known here, or is the same in both languages (`http 503`), stays as it came. */
export function germanReason(reason: string): string {
  return reasons[reason] ?? translated(reason, patterns) ?? reason;
}
