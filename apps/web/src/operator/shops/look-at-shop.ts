// A dry run as it goes on: what was found so far, and how it ended.
import { useEffect, useRef, useState } from 'react';
import { readEvents } from '../../api/read-events.ts';
import type { DryRunEnd, DryRunPhoto, DryRunProduct } from '../answers.ts';
import { operatorHeaders } from '../operator-api.ts';

export interface ShopRequest {
  url: string;
  products: number;
  settings: { delayMs?: number; concurrency?: number };
}

export interface Look {
  /** Pages asked for so far, and the last of them. */
  pages: number;
  page: string | null;
  products: DryRunProduct[];
  /** By the product's address; a product without an entry waits for its photo. */
  photos: ReadonlyMap<string, DryRunPhoto>;
  end: DryRunEnd | null;
  error: Error | null;
  /** The operator ended it. */
  isStopped: boolean;
}

const nothing: Look = {
  pages: 0,
  page: null,
  products: [],
  photos: new Map(),
  end: null,
  error: null,
  isStopped: false,
};

/** Leaving the page ends the dry run, on the server too. */
export function useLook() {
  const [look, setLook] = useState<Look | null>(null);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  async function start(request: ShopRequest): Promise<void> {
    leaving.current?.abort();
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    const change = (change: (look: Look) => Partial<Look>) => {
      if (!signal.aborted) setLook((look) => look && { ...look, ...change(look) });
    };
    setLook(nothing);
    try {
      for await (const { event, data } of readEvents('/api/dry-runs', {
        body: request,
        signal,
        headers: operatorHeaders(),
      }))
        change((look) => withEvent(look, event, data));
      change(({ end }) => (end ? {} : { error: new Error('') }));
    } catch (error) {
      change(() => ({ error: error instanceof Error ? error : new Error(String(error)) }));
    }
  }

  function stop(): void {
    leaving.current?.abort();
    setLook((look) => look && { ...look, isStopped: true });
  }

  return { look, start, stop };
}

/** Exported for its test. What an event holds is the API's own promise, tested on its side. */
export function withEvent(look: Look, event: string, data: unknown): Partial<Look> {
  switch (event) {
    case 'page': {
      const { url, pages } = data as { url: string; pages: number };
      return { page: url, pages };
    }
    case 'product':
      return { products: [...look.products, data as DryRunProduct] };
    case 'photo': {
      const photo = data as DryRunPhoto;
      return { photos: new Map(look.photos).set(photo.url, photo) };
    }
    case 'end':
      return { end: data as DryRunEnd };
    default:
      return {};
  }
}
