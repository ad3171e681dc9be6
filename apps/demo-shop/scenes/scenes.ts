// Where taps are photographed: plain studio sweeps and bathroom or kitchen corners.
import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { type CounterId, counters } from './counters.ts';
import { type WallId, walls } from './walls.ts';

export interface Scene {
  id: string;
  kind: 'studio' | 'room';
  /** How it would be described: 'white studio', 'white subway tiles'. */
  label: string;
  mounts: readonly ('deck' | 'floor' | 'wall')[];
  /** Brightness mirrored by polished metal, 0..1. */
  backdrop: number;
  counter: number;
  /** Shadow strength. */
  shadow: number;
  /** SVG bodies at 640 px: what is far (to be blurred) and what is near. */
  far(random: SeededRandom): string;
  near(random: SeededRandom): string;
  /** Blur of the far layer, pixels. */
  blur: number;
}

export const sceneSize = 640;

const everywhere = ['deck', 'floor', 'wall'] as const;

function studio(
  id: string,
  label: string,
  light: string,
  dark: string,
  backdrop: number,
  shadow: number,
): Scene {
  return {
    id,
    kind: 'studio',
    label,
    mounts: everywhere,
    backdrop,
    counter: backdrop,
    shadow,
    blur: 0,
    far: () =>
      `<radialGradient id="sweep" cx=".42" cy=".36" r=".85"><stop offset="0" stop-color="${light}"/><stop offset=".45" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></radialGradient>
      <linearGradient id="fold" x1="0" y1="0" x2="0" y2="1"><stop offset=".58" stop-color="#000" stop-opacity="0"/><stop offset=".7" stop-color="#000" stop-opacity=".035"/><stop offset=".8" stop-color="#fff" stop-opacity=".12"/><stop offset="1" stop-color="#fff" stop-opacity=".2"/></linearGradient>
      <rect width="640" height="640" fill="url(#sweep)"/><rect width="640" height="640" fill="url(#fold)"/>`,
    near: () => '',
  };
}

function corner(wall: WallId, counter: CounterId): Scene {
  const [behind, top] = [walls[wall], counters[counter]];
  return {
    id: `${wall}-${counter}`,
    kind: 'room',
    label: `${behind.label}, ${top.label}`,
    mounts: ['deck'],
    backdrop: behind.brightness,
    counter: top.brightness,
    shadow: top.shadow,
    blur: 2.6,
    far: (random) => behind.draw(random),
    near: (random) => top.draw(random),
  };
}

function wallOnly(wall: WallId): Scene {
  const behind = walls[wall];
  return {
    id: wall,
    kind: 'room',
    label: behind.label,
    mounts: ['wall'],
    backdrop: behind.brightness,
    counter: 0.6,
    shadow: 0.55,
    blur: 0.5,
    far: (random) => behind.draw(random),
    near: () => '',
  };
}

export const scenes: readonly Scene[] = [
  studio('studio-white', 'white studio', '#ffffff', '#eceded', 1, 0.42),
  studio('studio-soft-white', 'soft white studio', '#fafafa', '#d9dbdd', 0.95, 0.45),
  studio('studio-grey', 'light grey studio', '#e9eaec', '#b3b6ba', 0.8, 0.5),
  studio('studio-mid-grey', 'grey studio', '#c9ccd0', '#878b91', 0.6, 0.6),
  studio('studio-warm', 'warm white studio', '#f6f2ec', '#d5cdc3', 0.88, 0.48),
  studio('studio-blue-grey', 'pale blue studio', '#e8edf1', '#b9c4cd', 0.84, 0.48),
  studio('studio-pearl', 'pearl studio', '#f1f0ef', '#c9c7c5', 0.86, 0.48),
  studio('studio-charcoal', 'charcoal studio', '#6c7076', '#33363a', 0.35, 0.85),
  corner('subway', 'white-stone'),
  corner('subway', 'ash-wood'),
  corner('plaster', 'marble'),
  corner('plaster', 'ceramic'),
  corner('sage-tiles', 'white-stone'),
  corner('square-tiles', 'ceramic'),
  corner('grey-tiles', 'ash-wood'),
  corner('marble-slab', 'white-stone'),
  corner('mirror', 'marble'),
  corner('mirror', 'ceramic'),
  corner('concrete', 'ash-wood'),
  corner('concrete', 'ceramic'),
  wallOnly('subway'),
  wallOnly('square-tiles'),
  wallOnly('grey-tiles'),
  wallOnly('plaster'),
  wallOnly('marble-slab'),
  wallOnly('concrete'),
  wallOnly('sage-tiles'),
];

/** @throws when the id is none of `scenes` */
export function sceneById(id: string): Scene {
  const scene = scenes.find((candidate) => candidate.id === id);
  if (scene === undefined)
    throw new Error(`Unknown scene "${id}": use one of ${scenes.map((known) => known.id).join(', ')}.`);
  return scene;
}

/** The generator for a scene's own details, so that a scene always looks the same. */
export const sceneRandom = (scene: Scene): SeededRandom => seededRandom('scene', scene.id);
