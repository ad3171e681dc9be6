// Renders a scene's background once and keeps it: many photos share one corner of a room.
import sharp from 'sharp';
import { type Scene, sceneRandom, sceneSize } from './scenes.ts';

const kept = new Map<string, Promise<Buffer>>();

/** The scene as a 640 px JPEG, far things out of focus. About 40 KB each are kept in memory. */
export function backdrop(scene: Scene): Promise<Buffer> {
  const known = kept.get(scene.id);
  if (known !== undefined) return known;
  const rendering = render(scene);
  kept.set(scene.id, rendering);
  rendering.catch(() => kept.delete(scene.id));
  return rendering;
}

async function render(scene: Scene): Promise<Buffer> {
  const random = sceneRandom(scene);
  const far = sharp(document(scene.far(random))).flatten({ background: '#fff' });
  const blurred = scene.blur > 0 ? far.blur(scene.blur) : far;
  const near = scene.near(random);
  // PNG between the two steps: sharp would blur the near layer too if both were one pipeline.
  const base = await blurred.png({ compressionLevel: 1 }).toBuffer();
  const layers = near === '' ? [] : [{ input: document(near) }];
  return sharp(base)
    .composite(layers)
    .removeAlpha()
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

const document = (body: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sceneSize}" height="${sceneSize}" viewBox="0 0 640 640">${body}</svg>`,
  );
