// What a host says decides how far apart and how few its requests are; the numbers, without any network.
import { describe, expect, it } from 'vitest';
import { HostPaused } from '../../../scraper/fetch/fetch-errors.ts';
import { createHostPacing, type HostReport } from '../../../scraper/fetch/host-pacing.ts';

const shop = new URL('https://shop.example/a');
const never = new AbortController().signal;
const limits = { delayMs: 0, concurrency: 8 };
const answered: HostReport = { kind: 'answered', latencyMs: 5 };
const failed: HostReport = { kind: 'failed' };
const refused = (retryAfterMs: number | null = null): HostReport => ({ kind: 'refused', retryAfterMs });

function pacingWith(options = {}) {
  const pacing = createHostPacing({ firstPenaltyMs: 1, ...options });
  async function hear(...reports: HostReport[]) {
    for (const report of reports) {
      const turn = await pacing.takeTurn(shop, limits, never);
      turn.report(report);
      turn.finish();
    }
  }
  return { pacing, hear, pace: (of = limits) => pacing.paceOf(shop, of) };
}

describe('a host', () => {
  it('that answers has the delay and the concurrency of its shop', async () => {
    const { hear, pace } = pacingWith();
    await hear(answered, answered);
    expect(pace()).toMatchObject({ delayMs: 0, concurrency: 8, pausedMs: 0, running: 0, waiting: 0 });
    expect(pace({ delayMs: 500, concurrency: 2 })).toMatchObject({ delayMs: 500, concurrency: 2 });
  });

  it('that is slow is asked no faster than it answers, and never faster than configured', async () => {
    const { hear, pace } = pacingWith();
    await hear(...Array.from({ length: 20 }, (): HostReport => ({ kind: 'answered', latencyMs: 4000 })));
    expect(pace({ delayMs: 100, concurrency: 2 }).delayMs).toBeCloseTo(2000, 0);
    expect(pace({ delayMs: 9000, concurrency: 2 }).delayMs).toBe(9000);
    // Answers that cost it little say nothing about how it copes.
    await hear(...Array.from({ length: 20 }, (): HostReport => ({ kind: 'answered', latencyMs: null })));
    expect(pace({ delayMs: 100, concurrency: 2 }).delayMs).toBeCloseTo(2000, 0);
    await hear(...Array.from({ length: 40 }, () => answered));
    expect(pace({ delayMs: 100, concurrency: 2 }).delayMs).toBe(100);
  });

  it('that refuses is asked by half as many, further apart, and by more again after many answers', async () => {
    const { hear, pace } = pacingWith({ firstPenaltyMs: 30 });
    await hear(refused());
    expect(pace()).toMatchObject({ concurrency: 4, delayMs: 30 });
    expect(pace().pausedMs).toBeGreaterThan(0);
    await hear(refused());
    expect(pace()).toMatchObject({ concurrency: 2, delayMs: 60 });
    await hear(...Array.from({ length: 9 }, () => answered));
    expect(pace().concurrency).toBe(2);
    expect(pace().delayMs).toBeLessThan(60);
    expect(pace().delayMs).toBeGreaterThan(0);
    await hear(answered);
    expect(pace().concurrency).toBe(3);
    await hear(...Array.from({ length: 60 }, () => answered));
    expect(pace()).toMatchObject({ concurrency: 8, delayMs: 0 });
  });

  it('is always asked by one at least', async () => {
    const { hear, pace } = pacingWith();
    await hear(...Array.from({ length: 6 }, () => refused()));
    expect(pace().concurrency).toBe(1);
  });

  it('has one trouble, however many requests were in flight when it began', async () => {
    const { pacing, pace } = pacingWith();
    const turns = await Promise.all(Array.from({ length: 8 }, () => pacing.takeTurn(shop, limits, never)));
    for (const turn of turns) turn.report(refused(20_000));
    expect(pace()).toMatchObject({ concurrency: 4, running: 8 });
    expect(pace().pausedMs).toBeGreaterThan(19_000);
  });

  it('may fail on one page; three failures in a row are its own', async () => {
    const { hear, pace } = pacingWith();
    await hear(failed, failed, answered, failed, failed);
    expect(pace()).toMatchObject({ concurrency: 8, delayMs: 0 });
    await hear(failed);
    expect(pace().concurrency).toBe(4);
  });

  it('that wants a long pause gets it: those who wait are sent away, and so is who comes', async () => {
    const { pacing } = pacingWith({ longestWaitMs: 1000 });
    const one = { delayMs: 0, concurrency: 1 };
    const running = await pacing.takeTurn(shop, one, never);
    const waiting = pacing.takeTurn(shop, one, never).catch((error) => error);
    running.report(refused(3_600_000));
    for (const error of [await waiting, await pacing.takeTurn(shop, one, never).catch((late) => late)]) {
      expect(error).toBeInstanceOf(HostPaused);
      expect(error.retryAfterMs).toBeGreaterThan(3_599_000);
    }
    running.finish();
    const other = await pacing.takeTurn(new URL('https://other.example/'), one, never);
    expect(other).toBeDefined();
  });

  it('is the same with www., a final dot and either scheme, and another on another port', async () => {
    const { pacing } = pacingWith();
    await pacing.takeTurn(new URL('https://shop.example/'), limits, never);
    for (const alias of ['http://shop.example/', 'https://www.shop.example/', 'https://shop.example./x']) {
      expect(pacing.paceOf(new URL(alias), limits).running, alias).toBe(1);
    }
    expect(pacing.paceOf(new URL('https://shop.example:8443/'), limits).running).toBe(0);
  });

  it('may ask for a delay and take it back', () => {
    const { pacing, pace } = pacingWith();
    pacing.slowDown(shop, 2000);
    expect(pace().delayMs).toBe(2000);
    pacing.slowDown(shop, 0);
    expect(pace().delayMs).toBe(0);
  });

  it('gets its turn back once, however often a request is said to be over', async () => {
    const { pacing, pace } = pacingWith();
    const turn = await pacing.takeTurn(shop, limits, never);
    turn.finish();
    turn.finish();
    expect(pace().running).toBe(0);
  });

  it('costs no memory for ever: hosts made up by redirects are forgotten', async () => {
    const { pacing, hear } = pacingWith();
    await hear(refused(20_000));
    for (let index = 0; index < 5000; index += 1) {
      const turn = await pacing.takeTurn(new URL(`https://h${index}.example/`), limits, never);
      turn.report({ kind: 'answered', latencyMs: 700 });
      turn.finish();
    }
    expect(pacing.paceOf(new URL('https://h0.example/'), limits).latencyMs).toBeNull();
    expect(pacing.paceOf(shop, limits).pausedMs).toBeGreaterThan(0);
  });
});
