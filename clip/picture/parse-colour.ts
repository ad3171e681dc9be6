// Reads a colour as a shopper or a program writes it: a name, a synonym or #rrggbb.
import { cellsNear } from './colour-cells.ts';
import { type ColourName, colourNames } from './colour-names.ts';

/** Photos with any of the names, or with a colour in any of the cells. */
export type ColourFilter = { names: ColourName[] } | { cells: number[] };

// What names are called elsewhere, and what pixels can't tell apart.
const synonyms: Record<string, readonly ColourName[]> = {
  gray: ['grey'],
  charcoal: ['black', 'grey'],
  anthracite: ['black', 'grey'],
  graphite: ['grey', 'black'],
  gunmetal: ['grey'],
  slate: ['grey', 'navy'],
  silver: ['grey'],
  chrome: ['grey', 'white'],
  steel: ['grey'],
  'stainless steel': ['grey'],
  nickel: ['grey'],
  'brushed nickel': ['grey', 'beige'],
  pewter: ['grey'],
  'matte black': ['black'],
  brass: ['gold'],
  bronze: ['brown'],
  copper: ['brown', 'orange'],
  'rose gold': ['pink'],
  'off white': ['white', 'cream'],
  ivory: ['cream', 'white'],
  tan: ['beige', 'brown'],
  khaki: ['beige', 'green'],
  camel: ['beige', 'brown'],
  taupe: ['beige', 'grey', 'brown'],
  sand: ['beige'],
  walnut: ['brown'],
  oak: ['beige', 'brown'],
  chocolate: ['brown'],
  maroon: ['red'],
  burgundy: ['red'],
  crimson: ['red'],
  magenta: ['pink', 'purple'],
  fuchsia: ['pink'],
  rose: ['pink'],
  coral: ['orange', 'pink'],
  peach: ['orange', 'pink', 'beige'],
  rust: ['orange', 'brown'],
  terracotta: ['orange', 'brown'],
  mustard: ['gold', 'yellow'],
  violet: ['purple'],
  lavender: ['purple'],
  lilac: ['purple'],
  aubergine: ['purple'],
  indigo: ['navy', 'purple'],
  turquoise: ['teal'],
  aqua: ['teal'],
  cyan: ['teal', 'blue'],
  mint: ['green', 'teal'],
  olive: ['green'],
  emerald: ['green'],
  lime: ['green'],
  'navy blue': ['navy'],
};

/** Every word that `parseColour` knows, for messages: the names, then their synonyms. */
export const knownColours: readonly string[] = [...colourNames, ...Object.keys(synonyms)];

/** Null when it is none that is known. Upper case, hyphens and blanks don't matter: `Rose-Gold` is `rose gold`. */
export function parseColour(text: string): ColourFilter | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
  const name = colourNames.find((known) => known === word);
  if (name) return { names: [name] };
  if (Object.hasOwn(synonyms, word)) return { names: [...(synonyms[word] ?? [])] };
  const hex = fullHex(word);
  return hex === null ? null : { cells: cellsNear(hex) };
}

function fullHex(word: string): string | null {
  if (/^#[0-9a-f]{6}$/.test(word)) return word;
  return /^#[0-9a-f]{3}$/.test(word) ? word.replace(/[0-9a-f]/g, '$&$&') : null;
}
