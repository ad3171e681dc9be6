// What was just done, with a way to take it back: said by anyone, shown by <Toast>.
import { useSyncExternalStore } from 'react';

export interface ToastMessage {
  text: string;
  undo?: (() => void) | undefined;
}

let current: ToastMessage | null = null;
const listeners = new Set<() => void>();

/** Takes the place of what was said before; null says nothing. */
export function say(message: ToastMessage | null): void {
  current = message;
  for (const listener of listeners) listener();
}

export function useToast(): ToastMessage | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
