// Tells the service what was opened and what was found unlike, where its operator wants to know.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { requestJson } from '../api/api.ts';
import type { Subject } from '../api/question.ts';
import { apiUrl } from '../frame/base-path.ts';

export interface Opinion {
  kind: 'click' | 'dislike';
  productId: number;
  /** Its place among the results, from 1. */
  position: number;
}

/** Null where no feedback is taken, or nothing was asked for that it could be about. Stays the same for one question. */
export function useFeedback(
  subject: Subject,
  model: string | undefined,
): ((opinion: Opinion) => void) | null {
  // What looked like a photo says nothing about words.
  const text = subject.kind === 'search' && !subject.photo ? subject.query : null;
  const productId = subject.kind === 'similar' ? Number(subject.productId) : null;
  const isAbout = text !== null || productId !== null;
  const about = useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => requestJson('/api/about', { signal }) as Promise<{ feedback: boolean }>,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isAbout,
  });
  const isWanted = isAbout && about.data?.feedback === true;
  return useMemo(() => {
    if (!isWanted || model === undefined) return null;
    const query = text === null ? { productId } : { text };
    return (opinion) => post({ ...opinion, query, model });
  }, [isWanted, model, text, productId]);
}

function post(body: object): void {
  const json = { 'content-type': 'application/json' };
  // `keepalive`: the click leads away from this page. What gets lost is no loss to the visitor.
  fetch(apiUrl('/api/feedback'), {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => {});
}
