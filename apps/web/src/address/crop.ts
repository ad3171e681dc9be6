// A part of a photo as it stands in an address: four fractions of its sides.
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Which photo of a product is compared, and which part of it; on /similar/:id. */
export interface ShownPart {
  /** Counted from 1; null is the product's own choice. */
  photo: number | null;
  crop: Crop | null;
}

/** Where a frame begins that a button put there: most of the photo, off its edges. */
export const startingCrop: Crop = { left: 0.2, top: 0.2, width: 0.6, height: 0.6 };

// A part smaller than this shows no thing, only its colour.
export const smallestCrop = 0.04;
const form = /^(?:0|1|0?\.\d{1,6})(?:,(?:0|1|0?\.\d{1,6})){3}$/;
const toThousandth = (value: number) => Math.round(value * 1000) / 1000;

/** `0.1,0.2,0.5,0.6`: left, top, width, height. What lies outside the photo or is too small is no part at all. */
export function readCrop(text: string | null): Crop | null {
  if (text === null || !form.test(text)) return null;
  const [left = 0, top = 0, width = 0, height = 0] = text.split(',').map(Number);
  const isInside = left + width <= 1.001 && top + height <= 1.001;
  if (!isInside || width < smallestCrop || height < smallestCrop) return null;
  return withinPhoto({ left, top, width, height });
}

export function writeCrop({ left, top, width, height }: Crop): string {
  return [left, top, width, height].map(toThousandth).join(',');
}

/** In thousandths, so that it survives its address, and never beyond the photo's edge. */
export function withinPhoto({ left, top, width, height }: Crop): Crop {
  const [x, y] = [toThousandth(left), toThousandth(top)];
  return {
    left: x,
    top: y,
    width: toThousandth(Math.min(width, 1 - x)),
    height: toThousandth(Math.min(height, 1 - y)),
  };
}

export function readShownPart(params: URLSearchParams): ShownPart {
  const photo = params.get('photo') ?? '';
  return {
    photo: /^[1-9]\d{0,3}$/.test(photo) ? Number(photo) : null,
    crop: readCrop(params.get('crop')),
  };
}

export function writeShownPart({ photo, crop }: ShownPart): [string, string][] {
  return [
    ...(photo === null ? [] : [['photo', String(photo)] as [string, string]]),
    ...(crop === null ? [] : [['crop', writeCrop(crop)] as [string, string]]),
  ];
}
