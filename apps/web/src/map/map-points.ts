// The points of the map as typed arrays, out of the columns that the API sends.

/** As the API sends it. */
export interface MapPointsAnswer {
  drawnAt: string | null;
  steps: number;
  ids: number[];
  x: number[];
  y: number[];
  areas: number[];
  colours: string;
}

export interface MapPoints {
  count: number;
  /** Products. */
  ids: Float64Array;
  /** x, y, x, y … from 0 to 1. */
  places: Float32Array;
  areas: Int16Array;
  /** red, green, blue, red … from 0 to 255. */
  colours: Uint8Array;
  extent: Box;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function unpackPoints({ ids, x, y, areas, colours, steps }: MapPointsAnswer): MapPoints {
  const count = ids.length;
  let id = 0;
  const places = Float32Array.from({ length: 2 * count }, (_, i) => ((i % 2 ? y : x)[i >> 1] ?? 0) / steps);
  return {
    count,
    ids: Float64Array.from(ids, (more) => {
      id += more;
      return id;
    }),
    places,
    areas: Int16Array.from(areas),
    colours: Uint8Array.from(colours, (digit) => 17 * Number.parseInt(digit, 16)),
    extent: boxAround(
      places,
      places
        .keys()
        .filter((i) => i % 2 === 0)
        .map((i) => i / 2),
    ),
  };
}

/** The smallest box around some points, never thinner than a hundredth of the map. */
export function boxAround(places: Float32Array, points: Iterable<number>): Box {
  const box = { left: 1, top: 1, right: 0, bottom: 0 };
  for (const point of points) {
    const [x, y] = [places[2 * point] ?? 0, places[2 * point + 1] ?? 0];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  if (box.left > box.right) return { left: 0, top: 0, right: 1, bottom: 1 };
  const wider = Math.max(0, 0.01 - (box.right - box.left)) / 2;
  const higher = Math.max(0, 0.01 - (box.bottom - box.top)) / 2;
  return {
    left: box.left - wider,
    right: box.right + wider,
    top: box.top - higher,
    bottom: box.bottom + higher,
  };
}

/** The box that holds most of the points: a tenth at each side may lie outside. */
export function boxAroundMost(places: Float32Array, points: readonly number[]): Box {
  const sorted = (axis: 0 | 1) => points.map((point) => places[2 * point + axis] ?? 0).sort((a, b) => a - b);
  const edges = [sorted(0), sorted(1)].map((values) => {
    const cut = Math.floor(values.length / 10);
    return [values[cut] ?? 0, values[values.length - 1 - cut] ?? 1] as const;
  });
  const [[left, right], [top, bottom]] = [edges[0] ?? [0, 1], edges[1] ?? [0, 1]];
  return boxAround(Float32Array.of(left, top, right, bottom), [0, 1]);
}

/** The box around a region, or one of its areas. */
export function boxOfAreas(points: MapPoints, areas: ReadonlySet<number>): Box {
  const members: number[] = [];
  for (let point = 0; point < points.count; point++) {
    if (areas.has(points.areas[point] ?? -1)) members.push(point);
  }
  return boxAroundMost(points.places, members);
}

/** The point nearest to a place, within a reach; null when there is none. */
export function nearestPoint(
  { places, count }: MapPoints,
  { x, y, reach }: { x: number; y: number; reach: number },
): number | null {
  let nearest: number | null = null;
  let least = reach * reach;
  for (let point = 0; point < count; point++) {
    const dx = (places[2 * point] ?? 0) - x;
    const dy = (places[2 * point + 1] ?? 0) - y;
    const gap = dx * dx + dy * dy;
    if (gap < least) {
      least = gap;
      nearest = point;
    }
  }
  return nearest;
}
