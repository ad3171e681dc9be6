// Tells the service what was opened and what was found unlike, where its operator wants to know.
import { useQuery } from '@tanstack/react-query';
import { requestJson, type Subject } from '../api/api.ts';
import { apiUrl } from '../frame/base-path.ts';

export interface Opinion {
  kind: 'click' | 'dislike';
  productId: number;
  /** Its place among the results, from 1. */
  position: number;
}

/** Null where no feedback is taken, or nothing was asked for that it could be about. */
export function useFeedback(
  subject: Subject,
  model: string | undefined,
): ((opinion: Opinion) => void) | null {
  const query = queryOf(subject);
  const about = useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => requestJson('/api/about', { signal }) as Promise<{ feedback: boolean }>,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: query !== null,
  });
  if (query === null || model === undefined || !about.data?.feedback) return null;
  return (opinion) => post({ ...opinion, query, model });
}

function queryOf(subject: Subject): { text: string } | { productId: number } | null {
  // What looked like a photo says nothing about words.
  if (subject.kind === 'search') return subject.photo ? null : { text: subject.query };
  return subject.kind === 'similar' ? { productId: Number(subject.productId) } : null;
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
