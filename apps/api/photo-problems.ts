// What can be wrong with a photo that is sent, or named by its address.
import type { ProblemCode } from './problems.ts';

export const photoProblems = [
  'unusable_photo',
  'not_a_photo',
  'photo_too_large',
  'address_not_allowed',
  'photo_not_fetched',
  'photo_host_failed',
  'too_many_photos',
] as const satisfies readonly ProblemCode[];
