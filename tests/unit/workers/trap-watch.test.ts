// Which groups of addresses a crawl puts last, and which of their pages it then leaves out.
import { expect, test } from 'vitest';
import { createTrapWatch, type TrapWatch } from '../../../workers/trap-watch.ts';

function visit(traps: TrapWatch, group: string, times: number, foundIn = group): void {
  for (let i = 0; i < times; i++) traps.note({ group, foundIn }, false);
}

test('a group is put last after 100 pages that led to nothing, and comes back with the next product', () => {
  const traps = createTrapWatch([]);
  visit(traps, '/calendar/#', 99);
  expect(traps.takeChanges()).toEqual([]);
  visit(traps, '/calendar/#', 1);
  expect(traps.takeChanges()).toEqual([{ group: '/calendar/#', deferred: true }]);
  expect(traps.takeChanges()).toEqual([]);
  expect(traps.deferredGroups()).toEqual(['/calendar/#']);
  traps.note({ group: '/p/*', foundIn: '/calendar/#' }, true);
  expect(traps.takeChanges()).toEqual([{ group: '/calendar/#', deferred: false }]);
  visit(traps, '/calendar/#', 99);
  expect(traps.takeChanges()).toEqual([]);
});

test('only pages that were found on pages of such groups are left out', () => {
  const traps = createTrapWatch([]);
  visit(traps, '/c/#', 100);
  expect(traps.reasonToSkip({ group: '/c/#', foundIn: '/' })).toBeNull();
  expect(traps.reasonToSkip({ group: '/p/#', foundIn: '/c/#' })).toBeNull();
  expect(traps.reasonToSkip({ group: '/c/#', foundIn: '/c/#' })).toMatch(/^a trap: 100 pages like \/c\/# /);
});

test('a crawl that goes on after a kill knows how its groups stood', () => {
  const traps = createTrapWatch([
    { group: '/a', sinceCredit: 60, deferred: false },
    { group: '/b', sinceCredit: 140, deferred: true },
  ]);
  expect(traps.deferredGroups()).toEqual(['/b']);
  visit(traps, '/a', 40);
  expect(traps.takeChanges()).toEqual([{ group: '/a', deferred: true }]);
});

test('groups without end take no more memory than the first few thousand', () => {
  const traps = createTrapWatch([]);
  for (let i = 0; i < 20_000; i++) visit(traps, `/${i}`, 1);
  visit(traps, '/late', 200);
  expect(traps.takeChanges()).toEqual([]);
  visit(traps, '/17', 99);
  expect(traps.deferredGroups()).toEqual(['/17']);
});
