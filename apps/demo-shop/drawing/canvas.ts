// Collects SVG gradients and shapes, numbering gradients and keeping coordinates short.

export type Stop = readonly [offset: number, colour: string];
export type Point = readonly [x: number, y: number];

export class Canvas {
  #definitions: string[] = [];
  #gradients = 0;

  /** A gradient from one pixel to another; returns the fill value. */
  linearGradient(from: Point, to: Point, stops: readonly Stop[]): string {
    const id = `g${this.#gradients++}`;
    const body = stops
      .map(([offset, colour]) => `<stop offset="${short(offset)}" stop-color="${colour}"/>`)
      .join('');
    this.#definitions.push(
      `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${short(from[0])}" y1="${short(from[1])}" x2="${short(to[0])}" y2="${short(to[1])}">${body}</linearGradient>`,
    );
    return `url(#${id})`;
  }

  /** A black blot that fades out from `opacity` at its centre: the stuff of contact shadows. */
  blot(centre: Point, radii: Point, opacity: number): string {
    const id = `g${this.#gradients++}`;
    const stops = [0, 0.35, 0.6, 0.8, 1].map(
      (at) => `<stop offset="${at}" stop-color="#000" stop-opacity="${short(opacity * (1 - at) ** 1.6)}"/>`,
    );
    this.#definitions.push(`<radialGradient id="${id}">${stops.join('')}</radialGradient>`);
    return `<ellipse cx="${short(centre[0])}" cy="${short(centre[1])}" rx="${short(radii[0])}" ry="${short(radii[1])}" fill="url(#${id})"/>`;
  }

  /** The finished document, `size` pixels square. */
  document(size: number, ...bodies: string[]): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><defs>${this.#definitions.join('')}</defs>${bodies.join('')}</svg>`;
  }
}

/** Two decimals are a fortieth of a pixel at most: enough, and half the bytes to parse. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

export const polygon = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${short(x)},${short(y)}`).join('L')}Z`;
