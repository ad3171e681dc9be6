// What is asked for, as it stands in the address: words, products and a photo, each with its weight.
// Words and products are one line in the syntax that the search field, the API and the command line share
// (docs/composed-queries.md): /?q=gold+-chrome+like:12&photo=https://…&crop=0.1,0.2,0.5,0.6
import { BadQuery } from '../../../../clip/compose/bad-query.ts';
import { parseQuery, type QueryPart } from '../../../../clip/compose/query-syntax.ts';
import { type Crop, readCrop, writeCrop } from './crop.ts';
import { type Narrowing, noNarrowing, writeNarrowing } from './narrowing.ts';
import { readable } from './readable.ts';

export type AskedText = Extract<QueryPart, { text: string }>;
export type AskedProduct = Extract<QueryPart, { productId: number }>;

export interface AskedPhoto {
  /** An address on the web, or `file:…` of a photo kept in this browser. */
  source: string;
  weight: number;
  crop: Crop | null;
}

export interface Asked {
  texts: AskedText[];
  products: AskedProduct[];
  photo: AskedPhoto | null;
}

export const nothingAsked: Asked = { texts: [], products: [], photo: null };

const longestText = 1000;
const longestSource = 2000;
const largestWeight = 10;
const keptFile = /^file:[a-z0-9]{8,32}$/;

export function isAsked({ texts, products, photo }: Asked): boolean {
  return texts.length > 0 || products.length > 0 || photo !== null;
}

/** Reads the address; what makes no sense there is left out or taken as words rather than failed on. */
export function readAsked(params: URLSearchParams): Asked {
  return { ...readLine(params.get('q') ?? ''), photo: readPhoto(params) };
}

/** The parts of one line. A line whose syntax is wrong (`gold:11`, an open quote) is one phrase. */
export function readLine(line: string): Pick<Asked, 'texts' | 'products'> {
  const parts = partsOf(line)
    .map((part) => ({ ...part, weight: toHundredth(part.weight) }))
    .filter(({ weight }) => weight !== 0);
  const texts = parts.flatMap((part) => ('text' in part ? [{ ...part, text: tidy(part.text) }] : []));
  const products = parts.flatMap((part) => ('productId' in part ? [part] : []));
  return {
    texts: firstOfEach(texts, ({ text }) => text).filter(({ text }) => text !== ''),
    products: firstOfEach(products, ({ productId }) => String(productId)),
  };
}

/** The same as one line: `gold -"two handles":0.5 like:12`. */
export function writeLine({ texts, products }: Pick<Asked, 'texts' | 'products'>): string {
  return [...texts.map((part, index) => writeText(part, index === 0)), ...products.map(writeProduct)].join(
    ' ',
  );
}

/** The address of a search, or of the home page when nothing is asked for. */
export function askedAddress(asked: Asked, narrowing: Narrowing = noNarrowing): string {
  const line = writeLine(asked);
  const params = new URLSearchParams(line === '' ? [] : [['q', line]]);
  if (asked.photo) {
    const { source, weight, crop } = asked.photo;
    params.set('photo', source);
    if (weight !== 1) params.set('photoWeight', writeWeight(weight));
    if (crop) params.set('crop', writeCrop(crop));
  }
  for (const [name, value] of writeNarrowing({ ...narrowing, cheaper: false })) params.append(name, value);
  return params.size === 0 ? '/' : `/?${readable(params)}`;
}

function partsOf(line: string): QueryPart[] {
  try {
    return parseQuery(line);
  } catch (error) {
    if (!(error instanceof BadQuery)) throw error;
    return [{ text: line, weight: 1 }];
  }
}

/** As the syntax can say it: one space between words, and never both kinds of quotes. */
function tidy(text: string): string {
  const sayable = text.includes('"') && text.includes('”') ? text.replaceAll('"', '') : text;
  return sayable.replace(/\s+/gu, ' ').trim().slice(0, longestText).trim();
}

function writeText({ text, weight }: AskedText, isFirst: boolean): string {
  if (isFirst && weight === 1 && readsAsItself(text)) return text;
  const sign = weight < 0 ? '-' : isFirst ? '' : '+';
  const factor = Math.abs(weight) === 1 ? '' : `:${writeWeight(Math.abs(weight))}`;
  const isWord = /^\p{L}[\p{L}\p{M}'’]*$/u.test(text) && !/^(un)?like$/i.test(text);
  return `${sign}${isWord ? text : quoted(text)}${factor}`;
}

function readsAsItself(text: string): boolean {
  const [only, ...others] = partsOf(text);
  const isSame = only !== undefined && 'text' in only && only.text === text && only.weight === 1;
  return isSame && others.length === 0 && isReadable(text);
}

/** Else it would be read as one phrase today, and as something else beside another part. */
function isReadable(text: string): boolean {
  try {
    parseQuery(`${text} +more`);
    return true;
  } catch {
    return false; // only BadQuery is thrown there, and it is what is asked
  }
}

const quoted = (text: string) => (text.includes('"') ? `“${text}”` : `"${text}"`);

function writeProduct({ productId, weight }: AskedProduct): string {
  const verb = weight < 0 ? 'unlike' : 'like';
  const factor = Math.abs(weight) === 1 ? '' : `:${writeWeight(Math.abs(weight))}`;
  return `${verb}:${productId}${factor}`;
}

function readPhoto(params: URLSearchParams): AskedPhoto | null {
  const source = params.get('photo') ?? '';
  if (!isPhotoSource(source)) return null;
  const weight = Number(params.get('photoWeight') ?? 1);
  return {
    source,
    weight: weight > 0 && weight <= largestWeight ? toHundredth(weight) || 1 : 1,
    crop: readCrop(params.get('crop')),
  };
}

function isPhotoSource(source: string): boolean {
  return source.length <= longestSource && (isWebAddress(source) || keptFile.test(source));
}

/** Whether a text is the address of something on the web, and nothing beside it. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

const toHundredth = (value: number) => Math.round(value * 100) / 100;
const writeWeight = (weight: number) => String(toHundredth(weight));

function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
}
