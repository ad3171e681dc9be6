import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { ownerIsDead } from '../../../workers/dead-claims.ts';
import { workerName } from '../../../workers/queues.ts';

test('this process and other living ones are alive', () => {
  expect(ownerIsDead(workerName)).toBe(false);
  expect(ownerIsDead(`${hostname()}/${process.ppid}/abc`)).toBe(false);
});

test('a process of this machine that ended is dead', () => {
  const { pid } = spawnSync('true');
  expect(ownerIsDead(`${hostname()}/${pid}/abc`)).toBe(true);
});

test('an earlier process that had our id, as after a container restart, is dead', () => {
  expect(ownerIsDead(`${hostname()}/${process.pid}/earlier`)).toBe(true);
});

test('of another machine nothing is known', () => {
  const { pid } = spawnSync('true');
  expect(ownerIsDead(`elsewhere/${pid}/abc`)).toBe(false);
  expect(ownerIsDead('nonsense')).toBe(false);
});
