// The photo of a query for showing it.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { loadPhoto } from './load-photo.ts';

/** `url` is null until the photo is there; `trouble` says why it will not come. */
export function usePhoto(source: string): { url: string | null; trouble: string | null } {
  const { data, error } = useQuery({
    queryKey: ['photo', source],
    queryFn: ({ signal }) => loadPhoto(source, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { url: useBlobUrl(data ?? null), trouble: error?.message ?? null };
}

function useBlobUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [blob]);
  return url;
}
