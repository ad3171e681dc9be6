// How different two pictures are to the eye, after laying one over the other as well as they fit.

/** Side of the small pictures that are compared: interleaved 8-bit RGB, row by row. */
export const printSide = 32;

export interface PictureDifference {
  /** Of the spot that differs most, in levels of 255. A spot is 3x3 pixels, a tenth of the picture each way. */
  levels: number;
  /** At most this many levels are no difference. */
  allowed: number;
}

/**
 * Lays one picture over the other, shifted and stretched by up to a pixel and a half on each side (4.7 %: a crop, a
 * border), and says how much the worst spot differs.
 */
export function pictureDifference(one: Uint8Array, other: Uint8Array): PictureDifference {
  const [a, b] = [softPlanes(one), softPlanes(other)];
  const fit = bestFit(brightnessOf(a), brightnessOf(b));
  const levels = largestSpot(a.map((plane, channel) => minus(plane, laidOver(b[channel], fit))));
  const moved = [fit.across, fit.down].some((span) => span.first !== 0 || span.last !== end);
  const most = moved ? mostWhenMoved : mostInPlace;
  const contrast = Math.min(contrastOf(a), contrastOf(b));
  return { levels, allowed: Math.min(most, Math.max(leastNoise, contrast * shareOfContrast)) };
}

// Another encoder or size leaves a spot within 5.4 levels (238 photos as JPEG of quality 50, WebP, at 60 %). The same
// bottle with another label differs by 7 and more, so what fits in place is held to this.
const mostInPlace = 4.5;
// A crop moves edges between pixels: 2 % off each side leaves up to 17 levels in nine of ten.
const mostWhenMoved = 11;
// White cups of two sizes differ by 8 levels, and have only 40 to differ by.
const shareOfContrast = 0.08;
const leastNoise = 3;

/** Where the first and the last column (or row) of one picture lie in the other, in pixels. */
interface Span {
  first: number;
  last: number;
}
interface Fit {
  across: Span;
  down: Span;
}

const end = printSide - 1;
const unmoved: Span = { first: 0, last: end };
const coarse = spansAround(unmoved, [-1.5, -1, -0.5, 0, 0.5, 1, 1.5]);

/** One axis after the other, then again more finely: 120 tries of brightness alone instead of thousands. */
function bestFit(a: Float32Array, b: Float32Array): Fit {
  const refine = (fit: Fit, spansOf: (span: Span) => Span[]): Fit => {
    const rows = resampleRows(b, fit.down);
    const across = bestSpan(spansOf(fit.across), (span) => squaredError(a, resampleColumns(rows, span)));
    const columns = resampleColumns(b, across);
    return {
      across,
      down: bestSpan(spansOf(fit.down), (span) => squaredError(a, resampleRows(columns, span))),
    };
  };
  const rough = refine({ across: unmoved, down: unmoved }, () => coarse);
  return refine(rough, (span) => spansAround(span, [0, -0.25, 0.25]));
}

function spansAround(span: Span, steps: number[]): Span[] {
  return steps.flatMap((first) =>
    steps.map((last) => ({ first: span.first + first, last: span.last + last })),
  );
}

function bestSpan(spans: Span[], errorOf: (span: Span) => number): Span {
  let best = unmoved;
  let least = errorOf(unmoved);
  for (const span of spans) {
    const error = errorOf(span);
    if (error < least) [best, least] = [span, error];
  }
  return best;
}

/** How far its most striking spot is from its mean colour, in levels. */
function contrastOf(planes: Float32Array[]): number {
  const fromMean = (plane: Float32Array) => {
    const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
    return plane.map((value) => value - mean);
  };
  return largestSpot(planes.map(fromMean));
}

/**
 * Red, green and blue, each softened with its neighbours (1 2 1): between hard pixels a shifted edge can't be
 * reckoned, which left 9 to 15 levels after a perfect fit of a 2 % crop instead of 6 to 10.
 */
function softPlanes(rgb: Uint8Array): Float32Array[] {
  return [0, 1, 2].map((channel) => {
    const plane = Float32Array.from({ length: printSide ** 2 }, (_, i) => rgb[3 * i + channel] ?? 0);
    return soften(soften(plane, { along: printSide, beside: 1 }), { along: 1, beside: printSide });
  });
}

function soften(plane: Float32Array, { along, beside }: { along: number; beside: number }): Float32Array {
  const result = new Float32Array(plane.length);
  for (let i = 0; i < printSide; i++) {
    for (let line = 0; line < printSide; line++) {
      const at = (neighbour: number) =>
        plane[Math.min(end, Math.max(0, neighbour)) * along + line * beside] ?? 0;
      result[i * along + line * beside] = (at(i - 1) + 2 * at(i) + at(i + 1)) / 4;
    }
  }
  return result;
}

function brightnessOf([red, green, blue]: Float32Array[]): Float32Array {
  return Float32Array.from({ length: printSide ** 2 }, (_, i) => {
    return 0.299 * (red?.[i] ?? 0) + 0.587 * (green?.[i] ?? 0) + 0.114 * (blue?.[i] ?? 0);
  });
}

/** What lies beyond the edge can't differ, and a border says nothing: both are left out. */
function squaredError(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let y = rim; y <= end - rim; y++) {
    for (let i = y * printSide + rim; i <= y * printSide + end - rim; i++) {
      const gap = (one[i] ?? 0) - (other[i] ?? Number.NaN);
      if (Number.isNaN(gap)) continue;
      sum += gap ** 2;
      count++;
    }
  }
  return sum / Math.max(1, count);
}

const rim = 2;

function resampleRows(plane: Float32Array, span: Span): Float32Array {
  return resample(plane, span, { along: printSide, beside: 1 });
}

function resampleColumns(plane: Float32Array, span: Span): Float32Array {
  return resample(plane, span, { along: 1, beside: printSide });
}

/** Linear between neighbours, NaN outside. */
function resample(
  plane: Float32Array,
  { first, last }: Span,
  { along, beside }: { along: number; beside: number },
): Float32Array {
  const result = new Float32Array(plane.length);
  for (let i = 0; i < printSide; i++) {
    const at = first + ((last - first) * i) / end;
    const inside = at >= 0 && at <= end;
    const low = Math.min(end - 1, Math.max(0, Math.floor(at)));
    const share = at - low;
    for (let line = 0; line < printSide; line++) {
      const from = low * along + line * beside;
      const mixed = (plane[from] ?? 0) * (1 - share) + (plane[from + along] ?? 0) * share;
      result[i * along + line * beside] = inside ? mixed : Number.NaN;
    }
  }
  return result;
}

function laidOver(plane: Float32Array | undefined, fit: Fit): Float32Array {
  return plane ? resampleColumns(resampleRows(plane, fit.down), fit.across) : new Float32Array();
}

/** Beyond the edge, where the other is NaN, there is no difference. */
function minus(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, i) => value - (other[i] ?? 0) || 0);
}

/** A border or what a crop took away lies in the outermost pixels, which are left out. */
function largestSpot(planes: Float32Array[]): number {
  let largest = 0;
  for (const plane of planes) {
    for (let y = margin; y <= end - margin; y++) {
      for (let x = margin; x <= end - margin; x++) {
        largest = Math.max(largest, Math.abs(meanAround(plane, x, y)));
      }
    }
  }
  return largest;
}

const margin = 3;

function meanAround(plane: Float32Array, x: number, y: number): number {
  let sum = 0;
  for (let row = y - 1; row <= y + 1; row++) {
    for (let column = x - 1; column <= x + 1; column++) sum += plane[row * printSide + column] ?? 0;
  }
  return sum / 9;
}
