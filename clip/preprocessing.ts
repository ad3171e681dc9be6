// How a decoded picture becomes the tensor an image tower wants: sizes, crop and normalisation, without any decoding.

/** What a model wants done to a picture; read from its preprocessor_config.json. */
export interface Preprocessing {
  /** Side of the square tensor in pixels. */
  size: number;
  /** Length in pixels of the shortest edge after resizing ('shortest-edge') or of both edges ('squash'). */
  resizeTo: number;
  fit: 'shortest-edge' | 'squash';
  kernel: 'cubic' | 'linear';
  /** What an 8-bit sample is multiplied with before normalising, 1/255. */
  rescale: number;
  mean: readonly [number, number, number];
  std: readonly [number, number, number];
}

export interface ResizePlan {
  /** Size in pixels of the whole picture after resizing. */
  width: number;
  height: number;
  /** Where the square tensor is cut out of it. */
  left: number;
  top: number;
}

/**
 * Size after resizing and where to crop. The long side is truncated, as torchvision and Pillow pipelines do:
 * 640x480 becomes 298x224. Rounding to 299 instead shifts the pixels by .087 (mean, after normalisation).
 * Odd margins are floored, as in the image processor that wrote these configuration files.
 */
export function planResize(width: number, height: number, preprocessing: Preprocessing): ResizePlan {
  const { size, resizeTo, fit } = preprocessing;
  const short = Math.min(width, height);
  const scaled = (side: number) =>
    fit === 'squash' || side === short ? resizeTo : Math.floor((resizeTo * side) / short);
  const plan = { width: scaled(width), height: scaled(height) };
  return { ...plan, left: Math.floor((plan.width - size) / 2), top: Math.floor((plan.height - size) / 2) };
}

/**
 * Normalises `size`² interleaved 8-bit RGB pixels into a planar [3, size, size] tensor: (sample * rescale - mean) / std.
 */
export function normalisePixels(rgb: Uint8Array, preprocessing: Preprocessing): Float32Array {
  const area = preprocessing.size ** 2;
  if (rgb.length !== 3 * area) {
    throw new Error(
      `Expected ${3 * area} RGB samples for a ${preprocessing.size} px picture, got ${rgb.length}.`,
    );
  }
  const tensor = new Float32Array(3 * area);
  for (let channel = 0; channel < 3; channel++) {
    const values = valuesOf(channel, preprocessing);
    const plane = channel * area;
    for (let pixel = 0, sample = channel; pixel < area; pixel++, sample += 3) {
      tensor[plane + pixel] = values[rgb[sample] ?? 0] ?? 0;
    }
  }
  return tensor;
}

/** The normalised value of each of the 256 samples a channel can have. */
function valuesOf(channel: number, { rescale, mean, std }: Preprocessing): Float32Array {
  return Float32Array.from({ length: 256 }, (_, sample) => {
    return (sample * rescale - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  });
}
