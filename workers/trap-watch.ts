// Tells traps from shops: counts for each group of addresses how many pages were visited since one led to a product.
import type { GroupVisits } from '../catalog/crawls/address-groups.ts';
import type { FrontierPage } from '../catalog/crawls/frontier.ts';

export interface TrapWatch {
  /** A page was visited; `isCredit`: it had a product that the run had not met. */
  note(page: Pick<FrontierPage, 'group' | 'foundIn'>, isCredit: boolean): void;
  /** Groups whose waiting pages are to be put last, or back again, since this was last asked. */
  takeChanges(): { group: string; deferred: boolean }[];
  deferredGroups(): string[];
  /**
   * Why a page that nothing else waits for is better not visited; null for one that a good page led to. A trap
   * feeds itself: its pages are found on its own pages, while 300 categories all stand on the front page.
   */
  reasonToSkip(page: Pick<FrontierPage, 'group' | 'foundIn'>): string | null;
}

// Longer than any row of listing pages whose products were all met before; an endless calendar passes it in a minute.
const visitsWithoutCredit = 100;
// A shop has a few dozen; groups without end are a trap that the limit of pages ends.
const mostGroups = 5_000;

/** @param before how the groups stood when a worker before this one was killed */
export function createTrapWatch(before: readonly GroupVisits[]): TrapWatch {
  const sinceCredit = new Map(before.map(({ group, sinceCredit: visits }) => [group, visits]));
  const deferred = new Set(before.filter((group) => group.deferred).map(({ group }) => group));
  const changes = new Map<string, boolean>();

  function set(group: string, isDeferred: boolean): void {
    if (deferred.has(group) === isDeferred) return;
    if (isDeferred) deferred.add(group);
    else deferred.delete(group);
    changes.set(group, isDeferred);
  }

  function count(group: string): void {
    const visits = (sinceCredit.get(group) ?? 0) + 1;
    if (!sinceCredit.has(group) && sinceCredit.size >= mostGroups) return;
    sinceCredit.set(group, visits);
    if (visits >= visitsWithoutCredit) set(group, true);
  }

  return {
    note({ group, foundIn }, isCredit) {
      if (!isCredit) return count(group);
      for (const credited of [group, foundIn]) {
        sinceCredit.delete(credited);
        set(credited, false);
      }
    },
    takeChanges() {
      const taken = [...changes].map(([group, isDeferred]) => ({ group, deferred: isDeferred }));
      changes.clear();
      return taken;
    },
    deferredGroups: () => [...deferred],
    reasonToSkip({ group, foundIn }) {
      if (!deferred.has(group) || !(foundIn === group || deferred.has(foundIn))) return null;
      return `a trap: ${visitsWithoutCredit} pages like ${group} led to no product that the run had not met`;
    },
  };
}
