// Finds what a question says of the price: "under $150", "between 50 and 80 euros", "150 or less", "unter 90 €".
import { findPrices, type PriceFound } from '../../scraper/text/price-text.ts';

export interface PriceBounds {
  minPrice: number | null;
  maxPrice: number | null;
  currency: string | null;
  /** The question without what was understood. */
  rest: string;
}

const phrase = (words: string, after = '') => new RegExp(`(?:^|[^\\p{L}])(?:${words})${after}\\s*$`, 'iu');
const of = '(?:\\s+(?:of|von|than|als))?';

const below = phrase(
  'under|below|beneath|less than|cheaper than|lower than|up to|at most|maximum|max\\.?|no more than|not more than|' +
    'not over|unter|bis(?: zu)?|höchstens|maximal|weniger als|günstiger als|billiger als|nicht mehr als|<=?|≤',
  of,
);
const above = phrase(
  'over|above|more than|not? less than|nicht weniger als|dearer than|at least|minimum|min\\.?|from|starting at|upwards of|über|ab|mindestens|mehr als|teurer als|>=?|≥',
  of,
);
const near = phrase(
  'around|about|roughly|approximately|approx\\.?|circa|ca\\.?|etwa|ungefähr|rund|um die|~',
  of,
);
const range = phrase('between|from|zwischen|von');
const joint = /^\s*(?:and|to|-|–|—|und|bis)\s*$/iu;
const orLess =
  /^\s*(?:or (?:less|under|below|cheaper)|at most|max(?:imum)?|oder (?:weniger|günstiger|billiger))/iu;
const orMore = /^\s*(?:or (?:more|over|above)|and up|upwards|oder mehr|\+)/iu;
// A number with another unit, or of things, is no price.
const measure =
  /^\s*(?:[-–]\s*)?(?:cm|mm|km|m|inch(?:es)?|in|["″”'′]|ft|feet|kg|g|lbs?|oz|l|ml|lit(?:er|re)s?|w|watts?|v|volts?|°|%|degrees?|handles?|levers?|holes?|pieces?|pcs|seats?|doors?|years?|days?|stars?|jahren?|tagen?|stück|griffen?|hebeln?|x)(?![\p{L}])/iu;

// "Around 100" is more than 80 and less than 120.
const nearness = 0.2;

/** @param local the currency that most of the catalogue is priced in: what `$` means there */
export function priceBounds(asked: string, local: string | null): PriceBounds {
  const question = asked
    .replace(/(?<=\d)\s*(?:dollars?|bucks)(?!\p{L})/giu, ' $')
    .replace(/(?<=\d)\s*pounds(?!\p{L})/giu, ' £');
  const bounds: PriceBounds = { minPrice: null, maxPrice: null, currency: null, rest: question };
  const prices = findPrices(question, { currency: local, language: null });
  const taken: [start: number, end: number][] = [];
  const take = (
    price: PriceFound,
    bound: { minPrice?: number; maxPrice?: number },
    span: [number, number],
  ) => {
    Object.assign(bounds, bound);
    bounds.currency ??= price.currency;
    taken.push(span);
  };
  for (let i = 0; i < prices.length; i++) {
    const [price, next] = [prices[i], prices[i + 1]];
    if (!price) continue;
    const before = question.slice(0, price.start);
    const after = question.slice(price.end);
    if (
      next &&
      joint.test(question.slice(price.end, next.start)) &&
      (isMoney(price, after) || isMoney(next, question.slice(next.end)))
    ) {
      const lead = range.exec(before);
      if (lead || price.isSigned || next.isSigned) {
        const [minPrice, maxPrice] = [price.amount, next.amount].sort((a, b) => a - b) as [number, number];
        take(next.currency === null ? price : next, { minPrice, maxPrice }, [
          lead?.index ?? price.start,
          next.end,
        ]);
        i += 1;
        continue;
      }
    }
    if (!isMoney(price, after)) continue;
    const { amount, start, end } = price;
    const less = orLess.exec(after);
    const more = orMore.exec(after);
    // The longest counts: "no more than" ends in "more than".
    const [lead] = [above, near, below]
      .flatMap((words) => {
        const found = words.exec(before);
        return found ? [{ words, from: found.index, said: found[0].trim() }] : [];
      })
      .sort((a, b) => a.from - b.from);
    // "From 2024" is no price, "from $100" is.
    if (lead && !price.isSigned && /from$/i.test(lead.said)) continue;
    const from = lead?.from ?? start;
    if (less) take(price, { maxPrice: amount }, [start, end + less[0].length]);
    else if (more) take(price, { minPrice: amount }, [start, end + more[0].length]);
    else if (lead?.words === above) take(price, { minPrice: amount }, [from, end]);
    else if (lead?.words === near)
      take(price, { minPrice: round(amount * (1 - nearness)), maxPrice: round(amount * (1 + nearness)) }, [
        from,
        end,
      ]);
    else if (lead || price.isSigned) take(price, { maxPrice: amount }, [from, end]);
  }
  bounds.rest = taken.reduceRight(
    (rest, [start, end]) => `${rest.slice(0, start)} ; ${rest.slice(end)}`,
    question,
  );
  return bounds;
}

const isMoney = ({ isSigned }: PriceFound, after: string) => isSigned || !measure.test(after);

const round = (amount: number) => Math.round(amount * 100) / 100;
