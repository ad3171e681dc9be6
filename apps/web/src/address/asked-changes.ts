// What a shopper does to a composed query, one part at a time: pure, from one state to the next.
import { mostParts } from '../../../../clip/compose/query-syntax.ts';
import { type Asked, type AskedPhoto, nothingAsked, readLine } from './asked.ts';

/** Names one part of a query. */
export type PartName =
  | { kind: 'text'; text: string }
  | { kind: 'product'; productId: number }
  | { kind: 'photo' };

/** What a press of "more" and "less" steps through; 1 is where every part begins. */
const weights = [0.25, 0.5, 1, 1.5, 2, 3, 4];

export function countParts({ texts, products, photo }: Asked): number {
  return texts.length + products.length + (photo ? 1 : 0);
}

/** The words of the search field in place of the words there were; the products and the photo stay. */
export function withWords(asked: Asked, line: string): Asked {
  const { texts, products } = readLine(line);
  const named = new Set(products.map(({ productId }) => productId));
  const others = asked.products.filter(({ productId }) => !named.has(productId));
  return withinLimit({ ...asked, texts, products: [...others, ...products] }, asked);
}

/** One more phrase to look for, or with `sign` -1 to keep away from. The same phrase changes its sign. */
export function withText(asked: Asked, text: string, sign: 1 | -1): Asked {
  const [part] = readLine(`"${text.replaceAll('"', '')}"`).texts;
  if (!part) return asked;
  const others = asked.texts.filter((one) => one.text !== part.text);
  return withinLimit({ ...asked, texts: [...others, { ...part, weight: sign }] }, asked);
}

/** One more product to be like, or with `sign` -1 to be unlike. */
export function withProduct(asked: Asked, productId: number, sign: 1 | -1): Asked {
  const others = asked.products.filter((one) => one.productId !== productId);
  return withinLimit({ ...asked, products: [...others, { productId, weight: sign }] }, asked);
}

/** Beside what is asked for; beside too much of it, the photo alone. */
export function withPhoto(asked: Asked, photo: AskedPhoto): Asked {
  return withinLimit({ ...asked, photo }, { ...nothingAsked, photo });
}

export function without(asked: Asked, part: PartName): Asked {
  return change(asked, part, () => null);
}

/** The next weight up or down; its sign stays. */
export function nudged(asked: Asked, part: PartName, step: 1 | -1): Asked {
  return change(asked, part, (weight) => nextWeight(weight, step) ?? weight);
}

/** The weight that a nudge leads to; null at the end of the scale. */
export function nextWeight(weight: number, step: 1 | -1): number | null {
  const size = Math.abs(weight);
  const next = step > 0 ? weights.find((one) => one > size) : weights.findLast((one) => one < size);
  return next === undefined ? null : Math.sign(weight) * next;
}

function change(asked: Asked, part: PartName, to: (weight: number) => number | null): Asked {
  const changed = <Item extends { weight: number }>(items: Item[], isIt: (item: Item) => boolean): Item[] =>
    items.flatMap((item) => {
      if (!isIt(item)) return [item];
      const weight = to(item.weight);
      return weight === null ? [] : [{ ...item, weight }];
    });
  if (part.kind === 'text')
    return { ...asked, texts: changed(asked.texts, ({ text }) => text === part.text) };
  if (part.kind === 'product') {
    return { ...asked, products: changed(asked.products, ({ productId }) => productId === part.productId) };
  }
  return { ...asked, photo: changed(asked.photo ? [asked.photo] : [], () => true)[0] ?? null };
}

/** The API takes so many parts and no more; one too many leaves things as they are. */
function withinLimit(wanted: Asked, before: Asked): Asked {
  return countParts(wanted) > mostParts ? before : wanted;
}
