// Whether there is room for a column beside the products.
import { useSyncExternalStore } from 'react';

const room = () => matchMedia('(min-width: 64rem)');

export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => room().matches);
}

function subscribe(onChange: () => void): () => void {
  const query = room();
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
