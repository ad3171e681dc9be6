// Collects SVG gradients and shapes, numbering gradients and keeping coordinates short.

export type Stop = readonly [offset: number, colour: string];
export type Point = readonly [x: number, y: number];

export class Canvas {
  #definitions: string[] = [];
  #gradients = 0;
  #shared = new Map<string, string>();

  /** A gradient from one pixel to another; returns the fill value. */
  linearGradient(from: Point, to: Point, stops: readonly Stop[]): string {
    return this.#gradient(from, to, '', elements(stops));
  }

  /**
   * The same, taking its stops from an earlier gradient of the same key: reading stops is most of the SVG
   * renderer's time (18 of 36 ms a photo before they were shared).
   */
  sharedGradient(from: Point, to: Point, key: string, stops: () => readonly Stop[]): string {
    let shared = this.#shared.get(key);
    if (shared === undefined) {
      shared = `s${this.#shared.size}`;
      this.#shared.set(key, shared);
      this.#definitions.push(`<linearGradient id="${shared}">${elements(stops())}</linearGradient>`);
    }
    return this.#gradient(from, to, ` href="#${shared}"`, '');
  }

  #gradient(from: Point, to: Point, source: string, stops: string): string {
    const id = `g${this.#gradients++}`;
    this.#definitions.push(
      `<linearGradient id="${id}"${source} gradientUnits="userSpaceOnUse" x1="${short(from[0])}" y1="${short(from[1])}" x2="${short(to[0])}" y2="${short(to[1])}">${stops}</linearGradient>`,
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

/** Two decimals, a two-hundredth of a pixel off at most: enough, and half the bytes to parse. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

export const polygon = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${short(x)},${short(y)}`).join('L')}Z`;

const elements = (stops: readonly Stop[]): string =>
  stops.map(([offset, colour]) => `<stop offset="${short(offset)}" stop-color="${colour}"/>`).join('');
