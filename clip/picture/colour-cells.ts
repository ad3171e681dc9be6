// Numbers colours so that a database finds those near another one: a grid over OKLab.
import { type Oklab, oklabOfHex } from './oklab.ts';

// 13 x 18 x 18 cells, which fit a smallint. Half a cell is just noticeable beside the other, not by itself.
const lightnessStep = 0.08;
const chromaStep = 0.04;
const chromaLevels = 18;
const mostChroma = 0.36;
// People who pick a colour mean its hue: the same in the light and in the shade.
const lightnessWeight = 0.5;
/** How far a colour may be from the one that was asked for; 0.02 is just noticeable. */
const defaultReach = 0.07;

/** The cell of `#rrggbb`, 0 to 4,211. */
export function colourCell(hex: string): number {
  const [lightness, a, b] = oklabOfHex(hex);
  const level = Math.min(12, Math.floor(lightness / lightnessStep));
  return (level * chromaLevels + chromaLevel(a)) * chromaLevels + chromaLevel(b);
}

/** The cells of all colours that a search for `#rrggbb` should find, its own included; about 60 of them. */
export function cellsNear(hex: string, reach = defaultReach): number[] {
  const wanted = oklabOfHex(hex);
  const own = colourCell(hex);
  return centres.flatMap((centre, cell) => (cell === own || gapOf(wanted, centre) <= reach ? [cell] : []));
}

function chromaLevel(value: number): number {
  return Math.min(chromaLevels - 1, Math.max(0, Math.floor((value + mostChroma) / chromaStep)));
}

const centres: Oklab[] = Array.from({ length: 13 * chromaLevels ** 2 }, (_, cell) => [
  (Math.floor(cell / chromaLevels ** 2) + 0.5) * lightnessStep,
  ((Math.floor(cell / chromaLevels) % chromaLevels) + 0.5) * chromaStep - mostChroma,
  ((cell % chromaLevels) + 0.5) * chromaStep - mostChroma,
]);

function gapOf(one: Oklab, other: Oklab): number {
  return Math.hypot(lightnessWeight * (one[0] - other[0]), one[1] - other[1], one[2] - other[2]);
}
