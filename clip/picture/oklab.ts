// Colours as people see them: sRGB to OKLab and back, and distances there (https://bottosson.github.io/posts/oklab/).

/** Lightness 0..1, green to red and blue to yellow about -0.4..0.4. One just noticeable difference is about 0.02. */
export type Oklab = readonly [lightness: number, a: number, b: number];

/** Of 8-bit sRGB samples. */
export function oklabOf(red: number, green: number, blue: number): Oklab {
  const r = linear[red] ?? 0;
  const g = linear[green] ?? 0;
  const b = linear[blue] ?? 0;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** `#rrggbb`, the nearest that a screen can show. */
export function hexOfOklab([lightness, a, b]: Oklab): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${channels.map(toHexByte).join('')}`;
}

/** Of `#rrggbb`. */
export function oklabOfHex(hex: string): Oklab {
  const value = Number.parseInt(hex.slice(1), 16);
  return oklabOf((value >> 16) & 255, (value >> 8) & 255, value & 255);
}

export function oklabDistance(one: Oklab, other: Oklab): number {
  // Not Math.hypot, which takes ten times as long, and this is asked 50,000 times of each photo.
  return Math.sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2);
}

const linear = Float64Array.from({ length: 256 }, (_, sample) => {
  const value = sample / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

function toHexByte(value: number): string {
  const bounded = Math.min(1, Math.max(0, value));
  const sample = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055;
  return Math.round(sample * 255)
    .toString(16)
    .padStart(2, '0');
}
