// Parameters that say how results are ranked and judged: cut-off, diversity, same colour or same shape.
import { z } from 'zod';
import { splitPoles } from '../axis/poles.ts';

const score = /^-?(0|1|0?\.\d{1,6}|0\.\d{1,6}|1\.0{1,6})$/;
const share = /^(0|1|0?\.\d{1,6}|1\.0{1,6})$/;

export const cutoff = z
  .union(
    [z.literal('off'), z.string().regex(score).transform(Number)],
    'must be a score from -1 to 1, such as 0.15, or off',
  )
  .optional()
  .meta({
    description:
      'Results with a lower score are marked as loosely related; off marks none. Left out: calibrated from the catalogue.',
    override: {
      anyOf: [
        { type: 'number', minimum: -1, maximum: 1 },
        { type: 'string', const: 'off' },
      ],
    },
  });

export const diversity = z
  .string()
  .regex(share, 'must be a number from 0 to 1, such as 0.3')
  .transform(Number)
  .default(0)
  .meta({
    description: '0: the nearest first; up to 1: unlike products first. Only with sort=relevance.',
    override: { type: 'number', minimum: 0, maximum: 1, default: 0 },
  });

export const look = z
  .string()
  .regex(score, 'must be a number from -1 (same colour) to 1 (same shape)')
  .transform(Number)
  .default(0)
  .meta({
    description:
      '-1: the same colour, whatever the shape; 0: like the photo; 1: the same shape, whatever the colour.',
    override: { type: 'number', minimum: -1, maximum: 1, default: 0 },
  });

export const axis = z
  .string()
  .max(1000, 'must have at most 1,000 characters')
  .transform((value, context) => {
    const poles = splitPoles(value);
    if (poles) return poles;
    context.addIssue({
      code: 'custom',
      message: 'must be two ends such as traditional..modern or 17,23..40',
    });
    return z.NEVER;
  })
  .optional()
  .meta({
    description:
      'With sort=axis: the two ends of the line, each as texts or as ids of products with commas between them, such as traditional..modern.',
    override: { type: 'string', maxLength: 1000 },
  });
