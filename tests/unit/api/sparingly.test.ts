// A dear question is asked less often than a cheap one.
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sparingly } from '../../../apps/api/sparingly.ts';

it('gives the last answer again until asking has paid off', async () => {
  let asked = 0;
  const dear = sparingly(async () => {
    await setTimeout(20);
    return ++asked;
  }, 1e-6);
  expect([await dear(), await dear(), await dear()]).toEqual([1, 1, 1]);
});

it('asks again what costs nothing beside the time that has passed, and what failed', async () => {
  let asked = 0;
  const cheap = sparingly(async () => {
    if (++asked === 2) throw new Error('away');
    return asked;
  }, 1e6);
  expect(await cheap()).toBe(1);
  await setTimeout(5);
  await expect(cheap()).rejects.toThrow('away');
  expect(await cheap()).toBe(3);
});
