// What a process tells of itself: how fast it works, and why it gave something up.
import { expect, it } from 'vitest';
import { reasonIn } from '../../../workers/record-failures.ts';
import { createRate } from '../../../workers/worker-heartbeat.ts';

it('counts what was done in the last minute, and nothing older', () => {
  let ms = 0;
  const rate = createRate(() => ms);
  for (let i = 0; i < 90; i++) {
    ms = 60_000 + i * 1_000;
    rate.add();
  }
  expect(rate.perMinute()).toBe(60);
  ms += 120_000;
  expect(rate.perMinute()).toBe(0);
});

it('gives failures of one cause one reason', () => {
  const reason = reasonIn('photo 17 at https://shop.example/a.jpg took 3000 ms\n  at line 4');
  expect(reason).toBe('photo # at … took # ms');
  expect(reasonIn('photo 9 at http://other.example/b took 12 ms')).toBe(reason);
  expect(reasonIn('')).toBe('no reason given');
});
