// The finishes a tap can have: names for people, and how each surface answers to light.

/**
 * polished: a mirror, tinted. brushed: the same, blurred. matte: powder coat with a broad sheen.
 * enamel: coloured paint under a clear, mirror-like coat.
 */
export type Surface = 'polished' | 'brushed' | 'matte' | 'enamel';

export interface Finish {
  id: FinishId;
  /** As a shop would write it: 'Polished Gold'. */
  label: string;
  /** The one or two words a shopper types: 'gold', 'rose gold', 'purple'. */
  word: string;
  surface: Surface;
  /** Linear-light reflectance per channel, 0..1. */
  tint: readonly [number, number, number];
}

const table = {
  chrome: ['Chrome', 'chrome', 'polished', '#eaeef2'],
  'brushed-nickel': ['Brushed Nickel', 'brushed nickel', 'brushed', '#beb29f'],
  'matte-black': ['Matte Black', 'matte black', 'matte', '#1b1b1d'],
  'polished-gold': ['Polished Gold', 'gold', 'polished', '#f2bb4a'],
  'brushed-gold': ['Brushed Gold', 'brushed gold', 'brushed', '#e2b262'],
  brass: ['Antique Brass', 'brass', 'brushed', '#9f7f40'],
  bronze: ['Oil-Rubbed Bronze', 'bronze', 'brushed', '#6b432a'],
  copper: ['Polished Copper', 'copper', 'polished', '#dc7b4c'],
  'rose-gold': ['Rose Gold', 'rose gold', 'polished', '#f4c3c1'],
  gunmetal: ['Gunmetal', 'gunmetal', 'brushed', '#676b74'],
  white: ['Gloss White', 'white', 'enamel', '#fbfbfa'],
  red: ['Signal Red', 'red', 'enamel', '#d8141f'],
  blue: ['Cobalt Blue', 'blue', 'enamel', '#1f62d6'],
  navy: ['Navy Blue', 'navy blue', 'enamel', '#14245c'],
  green: ['Racing Green', 'green', 'enamel', '#1b9440'],
  purple: ['Royal Purple', 'purple', 'enamel', '#7420a8'],
  pink: ['Flamingo Pink', 'pink', 'enamel', '#f57aa8'],
  teal: ['Lagoon Teal', 'teal', 'enamel', '#087f82'],
  yellow: ['Sunflower Yellow', 'yellow', 'enamel', '#ffd21c'],
  orange: ['Tangerine Orange', 'orange', 'enamel', '#ff7d1a'],
} as const satisfies Record<string, readonly [string, string, Surface, string]>;

export type FinishId = keyof typeof table;

export const finishes: readonly Finish[] = (Object.keys(table) as FinishId[]).map((id) => {
  const [label, word, surface, hex] = table[id];
  return { id, label, word, surface, tint: linearFromHex(hex) };
});

/** @throws when the id is none of `finishes` */
export function finishById(id: string): Finish {
  const finish = finishes.find((candidate) => candidate.id === id);
  if (finish === undefined) {
    throw new Error(`Unknown finish "${id}": use one of ${finishes.map((known) => known.id).join(', ')}.`);
  }
  return finish;
}

function linearFromHex(hex: string): [number, number, number] {
  const channel = (at: number): number => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2;
  return [channel(1), channel(3), channel(5)];
}
