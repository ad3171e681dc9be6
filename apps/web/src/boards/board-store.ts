// The shopper's boards in this browser: read by every part of the page, changed in one place, in step between tabs.
import { useSyncExternalStore } from 'react';
import { type Boards, type Change, holds } from './boards.ts';
import { readBoards, writeBoards } from './stored-boards.ts';

const storageKey = 'lookalike:boards';
const listeners = new Set<() => void>();

let text: string | null | undefined;
let boards: Boards = [];

export function useBoards(): Boards {
  return useSyncExternalStore(subscribe, currentBoards);
}

/** Whether it is on any board. Redraws only when that changes, for there is one of these on every card. */
export function useIsKept(productId: number): boolean {
  return useSyncExternalStore(subscribe, () => currentBoards().some((board) => holds(board, productId)));
}

/**
 * Applies a change to what is stored now, which another tab may have written.
 *
 * @returns whether anything changed, and whether it will be there on the next visit
 */
export function changeBoards(change: Change): { changed: boolean; kept: boolean } {
  text = undefined;
  const before = currentBoards();
  const after = change(before);
  if (after === before) return { changed: false, kept: true };
  boards = after;
  text = writeBoards(after);
  const kept = store(text);
  for (const listener of listeners) listener();
  return { changed: true, kept };
}

export function currentBoards(): Boards {
  if (text !== undefined) return boards;
  const stored = read();
  // Storage that is blocked or full keeps nothing; until the page is left, this does.
  if (stored !== undefined) boards = readBoards(stored);
  text = stored ?? null;
  return boards;
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('storage', onStorage);
  };
}

/** Another tab changed something; `key` is null when it cleared all. */
function onStorage({ key }: StorageEvent): void {
  if (key !== null && key !== storageKey) return;
  text = undefined;
  for (const listener of listeners) listener();
}

let isBlocked = false;

function read(): string | null | undefined {
  if (isBlocked) return undefined;
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return undefined; // blocked
  }
}

function store(value: string): boolean {
  try {
    localStorage.setItem(storageKey, value);
    isBlocked = false;
  } catch {
    isBlocked = true; // blocked or full
  }
  return !isBlocked;
}
