// Lets only so many photos be read and embedded at once: each may be 20 MB on its way and 150 MB when decoded.
import type { Response } from 'express';
import { Problem } from './problems.ts';

export interface PhotoGate {
  /** Takes a place until the answer is sent or the client is gone. Throws the Problem `too_many_photos` when none is left. */
  enter(response: Response): void;
  /** Keeps the place until this is done, too: work goes on when its client is gone, with the photo in memory. */
  keepFor<T>(response: Response, work: Promise<T>): Promise<T>;
}

// 8 bodies of 20 MB; the decoder takes two of them at a time.
const photosAtOnce = 8;

export function createPhotoGate(atOnce = photosAtOnce): PhotoGate {
  const inside = new Set<Response>();
  const atWork = new Map<Response, Promise<unknown>>();
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
      response.once('close', async () => {
        await atWork.get(response)?.catch(() => undefined);
        inside.delete(response);
        atWork.delete(response);
      });
    },
    keepFor(response, work) {
      if (inside.has(response)) atWork.set(response, work);
      return work;
    },
  };
}
