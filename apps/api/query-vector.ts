// The vector that a search brings along: of a photo or text that was embedded elsewhere, such as in the visitor's browser.
import { z } from 'zod';
import { largestWeight } from '../../clip/compose/query-syntax.ts';
import type { EmbeddedPart } from '../composed/composed-query.ts';
import { Problem } from './problems.ts';
import type { ApiServices } from './services.ts';

// The largest dimension that pgvector indexes as halfvec.
const mostNumbers = 4000;
const shape = 'must be a list of numbers, or little-endian 32-bit floats in base64';

const numbers = z.union(
  [
    z.array(z.number(shape), shape).min(1, shape).max(mostNumbers, shape),
    z
      .base64(shape)
      .max(mostNumbers * 6, shape)
      .transform(floatsOf),
  ],
  shape,
);

const weightRange = `must be a number from -${largestWeight} to ${largestWeight}`;

/** The numbers as they are, or with what they are of and how much they count. */
export const queryVector = z
  .union(
    [
      numbers,
      z.strictObject({
        values: numbers,
        of: z.enum(['photo', 'text']).default('photo').meta({ description: 'What was embedded.' }),
        weight: z
          .number(weightRange)
          .min(-largestWeight, weightRange)
          .max(largestWeight, weightRange)
          .default(1)
          .meta({ description: 'How much it counts; below 0 keeps away from it, 0 changes nothing.' }),
      }),
    ],
    `${shape}, or {values, of, weight} with such values`,
  )
  .transform((given) => (Array.isArray(given) ? { values: given, of: 'photo' as const, weight: 1 } : given));

type Sent = { vector?: z.output<typeof queryVector> | undefined; model?: string | undefined };

/** @throws Problem when it is of another model, or can not be a vector of this one */
export function embeddedParts(
  { modelId, dimension }: Pick<ApiServices, 'modelId' | 'dimension'>,
  { vector, model }: Sent,
): EmbeddedPart[] {
  if (!vector) {
    if (model === undefined) return [];
    throw new Problem(
      'missing_parameter',
      'model says what vector is of, and there is no vector; send one.',
      {
        parameter: 'vector',
      },
    );
  }
  if (model === undefined) {
    throw new Problem('missing_parameter', 'model is missing: it names what the vector was made with.', {
      parameter: 'model',
    });
  }
  if (model !== modelId) {
    throw new Problem(
      'vector_of_other_model',
      `The vector is of the model ${model}, and the catalogue is searched under ${modelId}: vectors of two models can't be compared.`,
      { parameter: 'model' },
    );
  }
  const unit = unitVector(vector.values, dimension);
  return [{ kind: vector.of, vector: unit, weight: vector.weight, name: 'vector' }];
}

function unitVector(values: readonly number[], dimension: number): Float32Array {
  if (values.length !== dimension) throw unusable(`must have ${dimension} numbers, not ${values.length}`);
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0)
    throw unusable('must have a length above 0, and only finite numbers');
  return Float32Array.from(values, (value) => value / length);
}

const unusable = (what: string) =>
  new Problem('invalid_parameter', `vector ${what}.`, { parameter: 'vector' });

/** Refused when the bytes are no whole number of floats. */
function floatsOf(base64: string, context: z.RefinementCtx): number[] {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) {
    context.addIssue({ code: 'custom', message: shape });
    return z.NEVER;
  }
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
