// Makes a photo from a file small enough to be sent in a moment: upright, JPEG, without where and when it was taken.
import { strings } from '../strings/strings.ts';

/** The file can't be searched with; the message is fit for showing. */
export class UnusableFile extends Error {
  override name = 'UnusableFile';
}

// The models see 224 to 384 pixels: a crop of a third of this still fills them. A 12 MB photo becomes about 150 kB.
const longestSide = 1024;
const jpegQuality = 0.92;
// Above this the browser itself may run out of memory while it decodes.
const largestFile = 100 * 2 ** 20;

/** @throws UnusableFile */
export async function preparePhoto(file: Blob): Promise<Blob> {
  if (file.size > largestFile) throw new UnusableFile(strings.photo.tooLarge);
  const bitmap = await decode(file);
  try {
    return await encode(bitmap);
  } finally {
    bitmap.close();
  }
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    // Upright as its orientation says, which is what every browser does by default.
    return await createImageBitmap(file);
  } catch (cause) {
    const isPhoto = file.type.startsWith('image/') && file.type !== 'image/svg+xml';
    throw new UnusableFile(isPhoto ? strings.photo.unreadable : strings.photo.notAPhoto, { cause });
  }
}

function encode(bitmap: ImageBitmap): Promise<Blob> {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new UnusableFile(strings.photo.unreadable);
  // JPEG knows no transparency; the server, too, lays it on white.
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new UnusableFile(strings.photo.unreadable));
    canvas.toBlob(done, 'image/jpeg', jpegQuality);
  });
}
