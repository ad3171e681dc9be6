// The model of this page: fetched when it is asked for, or at once where it is kept from an earlier visit.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { BrowserModel } from '../../../api/browser-model.ts';
import { requestJson } from '../api/api.ts';
import { type BrowserEncoder, startBrowserEncoder } from './browser-encoder.ts';
import { isKept } from './fetch-kept.ts';

export interface EncoderState {
  model: BrowserModel | null;
  /** Null until it can be asked. */
  encoder: BrowserEncoder | null;
  /** Null while nothing is fetched. */
  progress: { bytes: number; of: number } | null;
  error: Error | null;
  load: () => void;
}

export function useBrowserEncoder(): EncoderState {
  const { data: model = null, error: unknown } = useQuery({
    queryKey: ['browser model'],
    // The shape is the API's promise, tested on its side.
    queryFn: ({ signal }) => requestJson('/api/browser-model', { signal }) as Promise<BrowserModel>,
  });
  const [encoder, setEncoder] = useState<BrowserEncoder | null>(null);
  const [progress, setProgress] = useState<EncoderState['progress']>(null);
  const [error, setError] = useState<Error | null>(null);
  // Wanted before it is known what there is to fetch, it is fetched as soon as that is.
  const [isWanted, setWanted] = useState(false);
  const load = useCallback(() => setWanted(true), []);

  useEffect(() => {
    if (!model || !isWanted) return;
    let isHere = true;
    const mine = startBrowserEncoder((bytes, of) => setProgress({ bytes, of }));
    setError(null);
    setProgress({ bytes: 0, of: sizeOf(model) });
    mine.load(model).then(
      () => isHere && setEncoder(mine),
      (cause: Error) => {
        if (!isHere) return;
        setError(cause);
        setWanted(false);
      },
    );
    return () => {
      isHere = false;
      mine.close();
      setEncoder(null);
      setProgress(null);
    };
  }, [model, isWanted]);

  useEffect(() => {
    if (!model) return;
    let isHere = true;
    void isKept(Object.values(model.files).map(({ url }) => url)).then((kept) => kept && isHere && load());
    return () => {
      isHere = false;
    };
  }, [model, load]);
  return { model, encoder, progress, error: error ?? unknown, load };
}

export function sizeOf({ files }: BrowserModel): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
}
