// What options take: each text as a value, or why it can't be one.
import { InvalidArgumentError } from 'commander';
import { type ColourFilter, knownColours, parseColour } from '../../clip/picture/parse-colour.ts';
import { type CountedUnit, parseQuantity, quantityExamples } from '../../scraper/site/human-quantity.ts';
import { type Poles, splitPoles } from '../axis/poles.ts';
import { isEncoding } from '../items/decode-text.ts';

/** An option that may be given again. */
export const several = (text: string, before: string[] = []): string[] => [...before, text];
/** Names with commas between them; the option may be given again. */
export const namesWithCommas = (text: string, before: string[] = []): string[] => [
  ...before,
  ...text.split(',').map((name) => name.trim()),
];
/** Encodings of text files; the option may be given again. */
export const encodings = (name: string, before: string[] = []): string[] => {
  if (!isEncoding(name)) throw new InvalidArgumentError('It must be an encoding such as utf-8 or utf-16le.');
  return [...before, name];
};
export const jsonObject = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>; // an object, as was just seen
  } catch {
    // It is said below.
  }
  throw new InvalidArgumentError('It must be a JSON object, such as \'{"name": "Hound"}\'.');
};
export const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};
export const countUpTo =
  (most: number) =>
  (text: string): number => {
    const value = positive(text);
    if (value > most) throw new InvalidArgumentError(`It must be at most ${most}.`);
    return value;
  };
export const pageSize = countUpTo(100);
export const quantityOf =
  (unit: CountedUnit, least: number) =>
  (text: string): number => {
    const value = parseQuantity(text, unit);
    if (value === null || value < least)
      throw new InvalidArgumentError(`It must be ${quantityExamples[unit]}.`);
    return value;
  };
export const concurrency = (text: string): number => {
  const value = positive(text);
  if (value > 16) throw new InvalidArgumentError('It must be at most 16.');
  return value;
};
/** An amount, or a share of a product's price such as 80%. */
export const amountOrShare = (text: string): number | { share: number } => {
  const share = /^(\d{1,4}(?:\.\d{1,2})?)%$/.exec(text.trim())?.[1];
  return share === undefined ? amount(text) : { share: Number(share) / 100 };
};
export const amount = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be a number from 0 up.');
  return value;
};
export const cutoffOfKind = (text: string): { kind: 'text' | 'photo'; cutoff: number } => {
  const [, kind, score] = /^(text|photo)=(-?[\d.]+)$/.exec(text) ?? [];
  const cutoff = Number(score);
  if ((kind !== 'text' && kind !== 'photo') || !(cutoff >= -1 && cutoff <= 1))
    throw new InvalidArgumentError('It must be text or photo with a score from -1 to 1, such as text=0.12.');
  return { kind, cutoff };
};
export const numberBetween =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most))
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return value;
  };
export const cutoffOrOff = (text: string): number | 'off' =>
  text === 'off' ? 'off' : numberBetween(-1, 1)(text);
export const colourOption = (text: string): ColourFilter => {
  const colour = parseColour(text);
  if (!colour) throw new InvalidArgumentError(`It must be #rrggbb or one of ${knownColours.join(', ')}.`);
  return colour;
};
export const polesOption = (text: string): Poles<string> => {
  const poles = splitPoles(text);
  if (!poles) throw new InvalidArgumentError('It must be two ends such as traditional..modern or 17,23..40.');
  return poles;
};
