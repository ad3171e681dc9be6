// Lets only so many photos be read and embedded at once: each may be 20 MB on its way and 150 MB when decoded.
import type { Response } from 'express';
import { Problem } from './problems.ts';

export interface PhotoGate {
  /** Takes a place until the answer is sent or the client is gone. Throws the Problem `too_many_photos` when none is left. */
  enter(response: Response): void;
}

// 8 bodies of 20 MB; the decoder takes two of them at a time.
const photosAtOnce = 8;

export function createPhotoGate(atOnce = photosAtOnce): PhotoGate {
  const inside = new Set<Response>();
  return {
    enter(response) {
      if (inside.has(response)) return;
      if (inside.size >= atOnce) {
        throw new Problem(
          'too_many_photos',
          `${atOnce} photos are being read just now; try again in a moment.`,
        );
      }
      inside.add(response);
      response.once('close', () => inside.delete(response));
    },
  };
}
