// The parameters that say which photo of a product, and which part of it.
import { z } from 'zod';
import { BadCrop, type Crop, checkCrop } from '../../clip/crop.ts';

const form = /^\s*(-?\d*\.?\d+)\s*,\s*(-?\d*\.?\d+)\s*,\s*(-?\d*\.?\d+)\s*,\s*(-?\d*\.?\d+)\s*$/;

/** Why the rectangle can't be one, whatever the photo; null when it can. */
function cropFault(crop: Crop): string | null {
  try {
    checkCrop(crop);
    return null;
  } catch (error) {
    if (error instanceof BadCrop) return error.reason;
    throw error;
  }
}

/** `left,top,width,height`, as in an address. */
export const cropText = z
  .string()
  .max(100, 'must be left,top,width,height, each from 0 to 1')
  .transform((text, context): Crop => {
    const [, left, top, width, height] = form.exec(text) ?? [];
    const crop = { left: Number(left), top: Number(top), width: Number(width), height: Number(height) };
    const fault = height === undefined ? 'must be left,top,width,height, each from 0 to 1' : cropFault(crop);
    if (fault !== null)
      context.addIssue({ code: 'custom', message: fault.replace(/^it /, 'has a part that ') });
    return crop;
  })
  .optional()
  .meta({
    description: 'Only this part of the photo: left,top,width,height as fractions, such as 0.2,0,0.5,0.6.',
    override: { type: 'string' },
  });

export const photoNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1 to 9999')
  .transform(Number)
  .optional()
  .meta({
    description: 'Which photo of the product, counted from 1. Default: the first.',
    override: { type: 'integer', minimum: 1, maximum: 9999 },
  });

/** The same as an object; a form may send it as text. */
export const crop = z
  .union(
    [
      z.strictObject({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
      cropText.unwrap(),
    ],
    'must be {left, top, width, height}, each from 0 to 1',
  )
  .superRefine((value, context) => {
    const fault = cropFault(value);
    if (fault !== null) context.addIssue({ code: 'custom', message: `can't be used: ${fault}` });
  })
  .meta({
    description: 'Only this part of the photo, as fractions of its sides.',
    override: {
      type: 'object',
      required: ['left', 'top', 'width', 'height'],
      properties: Object.fromEntries(
        ['left', 'top', 'width', 'height'].map((side) => [side, { type: 'number', minimum: 0, maximum: 1 }]),
      ),
    },
  });
