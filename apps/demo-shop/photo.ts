// A product photo: draws the tap in its scene as a JPEG, at most two at a time, and keeps it on disk.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DemoTap, PhotoPose } from './catalogue.ts';
import { Canvas } from './drawing/canvas.ts';
import { paintParts, viewOf } from './drawing/picture.ts';
import { castShadow, contactShadow } from './drawing/shadow.ts';
import { finishById } from './finishes.ts';
import { backdrop } from './scenes/backdrop.ts';
import { type Scene, sceneById, sceneSize } from './scenes/scenes.ts';
import { seededRandom } from './seeded-random.ts';
import { type Shape, shapeById } from './shapes/shapes.ts';

/** Counts up whenever the drawing changes, so that caches and validators notice. */
const drawingVersion = 4;
const renderingAtOnce = 2;

export interface PhotoStudio {
  /** JPEG bytes, 640 px square; from disk when drawn before. */
  photo(tap: DemoTap, pose: PhotoPose): Promise<Buffer>;
}

/** @param cacheDir where photos are kept between runs; null keeps none. */
export function createPhotoStudio(cacheDir: string | null): PhotoStudio {
  const inTurn = limiter(renderingAtOnce);
  return {
    photo: async (tap, pose) => {
      if (cacheDir === null) return inTurn(() => renderPhoto(tap, pose));
      const path = join(cacheDir, `${pose.id}-${photoVersion(tap, pose)}.jpg`);
      return (await read(path)) ?? inTurn(async () => keep(path, cacheDir, await renderPhoto(tap, pose)));
    },
  };
}

/** Changes when the photo's bytes would: an ETag that costs no rendering. */
export function photoVersion(tap: DemoTap, pose: PhotoPose): string {
  const facts = JSON.stringify([drawingVersion, tap.shape, tap.body, tap.handles, tap.seed, pose]);
  return createHash('sha256').update(facts).digest('hex').slice(0, 16);
}

/** Draws one photo; the same tap and pose always give the same bytes. */
export async function renderPhoto(tap: DemoTap, pose: PhotoPose): Promise<Buffer> {
  const scene = sceneById(pose.scene);
  const [behind, overlay] = await Promise.all([backdrop(scene), drawTap(tap, pose, scene)]);
  return sharp(behind)
    .composite([{ input: Buffer.from(overlay) }])
    .jpeg({ quality: 85 })
    .toBuffer();
}

async function drawTap(tap: DemoTap, pose: PhotoPose, scene: Scene): Promise<string> {
  const shape = shapeById(tap.shape);
  const parts = shape.draw({
    body: finishById(tap.body),
    handles: finishById(tap.handles),
    random: seededRandom('tap', tap.seed),
    nearSide: pose.turn > 0 ? -1 : 1,
  });
  const view = viewOf(parts, pose, frameOf(shape, scene));
  const canvas = new Canvas();
  const settings = { mount: shape.mount, strength: scene.shadow };
  return canvas.document(
    sceneSize,
    await softShadow(castShadow(parts, view, settings)),
    contactShadow(parts, view, settings, canvas),
    paintParts(parts, view, scene, canvas),
  );
}

/** Blurred at a quarter of the size, where it costs a sixteenth, and stretched by the SVG renderer. */
async function softShadow(strokes: string): Promise<string> {
  const size = sceneSize / 4;
  const document = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${sceneSize} ${sceneSize}">${strokes}</svg>`;
  const png = await sharp(Buffer.from(document)).blur(2.6).png({ compressionLevel: 1 }).toBuffer();
  return `<image width="${sceneSize}" height="${sceneSize}" href="data:image/png;base64,${png.toString('base64')}"/>`;
}

/** Where the tap may be, in pixels: in rooms its foot stands a little higher, on the counter. */
function frameOf(shape: Shape, scene: Scene): Parameters<typeof viewOf>[2] {
  const box = { left: 54, right: 586, top: 44, bottom: 586 };
  if (scene.kind === 'room' && shape.mount === 'deck') return { ...box, bottom: 572, align: 'bottom' };
  return { ...box, align: 'middle' };
}

async function read(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null; // Not drawn yet, or unreadable: either way it is drawn again.
  }
}

/** Written beside and renamed, so that a killed process never leaves half a photo. */
async function keep(path: string, folder: string, bytes: Buffer): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, bytes);
  await rename(part, path);
  return bytes;
}

/** Runs at most `most` tasks at once; others wait their turn. */
function limiter(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
