// The count of waiting photos is shared by answers, renewed behind them, and never fails one.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPendingPhotos, pendingNotice } from '../../../apps/api/pending-photos.ts';

describe('pending photos', () => {
  it('are counted once for answers close together, and again behind a later one', async () => {
    let now = 0;
    let waiting = 40;
    let counts = 0;
    const pending = createPendingPhotos(
      async () => {
        counts += 1;
        return waiting;
      },
      () => now,
    );
    expect(await Promise.all([pending.count(), pending.count()])).toEqual([40, 40]);
    expect(counts).toBe(1);
    waiting = 7;
    now = 4_000;
    expect(await pending.count()).toBe(40);
    await nextTurn(); // the count behind that answer
    expect(await pending.count()).toBe(7);
    waiting = 0;
    now = 60_000;
    expect(await pending.count()).toBe(0);
  });

  it('that can not be counted are left out, and counted again later', async () => {
    let isDown = true;
    const pending = createPendingPhotos(async () => {
      if (isDown) throw new Error('connection refused');
      return 3;
    });
    expect(await pending.count()).toBeNull();
    isDown = false;
    expect(await pending.count()).toBe(3);
  });

  it('are told in plain words', () => {
    expect(pendingNotice(null)).toEqual([]);
    expect(pendingNotice(0)).toEqual([]);
    expect(pendingNotice(1)[0]).toMatch(/^1 photo is still being embedded/);
    expect(pendingNotice(1234)[0]).toMatch(/^1,234 photos are still being embedded/);
  });
});
