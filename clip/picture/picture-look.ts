// What a picture looks like, from a few of its pixels. Arithmetic only, 6 ms of it: done in a thread.
import { colourCell } from './colour-cells.ts';
import type { ColourName } from './colour-names.ts';
import { type DominantColour, dominantColours } from './dominant-colours.ts';
import { isLineArt } from './line-art.ts';
import { perceptualHash } from './perceptual-hash.ts';
import { printOf } from './picture-sample.ts';
import { thumbHashOf } from './thumb-hash.ts';

/** What is needed of a picture. */
export interface PicturePixels {
  /** Of `samplePicture`. */
  sample: Uint8Array;
  /** Of `pickPixels`. */
  picked: Uint8Array;
  /** Of the picture. */
  width: number;
  height: number;
}

export interface PictureFeatures {
  /** 64 characters 0 or 1; of the same picture in another size or encoding nearly the same. */
  hash: string;
  /** 32x32 RGB, row by row: what two pictures with nearly the same hash are compared by. */
  print: Buffer;
  /** A blur of it, to be shown until it is there. */
  thumbHash: Buffer;
  /** Thin strokes on a plain ground, as lettering and logos are, and some products too. */
  isLineArt: boolean;
  /** One to five, most of it first, the background left out. */
  colours: DominantColour[];
  /** Their names, each once. */
  colourNames: ColourName[];
  /** Their cells, each once: what `cellsNear` finds. */
  colourCells: number[];
}

export function lookOf({ sample, picked, width, height }: PicturePixels): PictureFeatures {
  const colours = dominantColours(sample);
  return {
    hash: perceptualHash(sample),
    print: printOf(sample),
    thumbHash: thumbHashOf(sample, { width, height }),
    isLineArt: isLineArt(picked),
    colours,
    colourNames: [...new Set(colours.map(({ name }) => name))],
    colourCells: [...new Set(colours.map(({ hex }) => colourCell(hex)))],
  };
}
