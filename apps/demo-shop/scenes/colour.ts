// Small changes to sRGB colours, for things whose pieces are never quite alike.

/** A colour '#rrggbb' moved towards white (positive) or black (negative) by a share of the way. */
export function lighten(hex: string, by: number): string {
  const target = by > 0 ? 255 : 0;
  const channel = (at: number): string => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16);
    return Math.round(value + (target - value) * Math.abs(by))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
