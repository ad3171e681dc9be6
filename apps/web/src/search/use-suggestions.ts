// What the text in the search field may become: asked for as it is typed, a moment after the last letter.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readLine } from '../address/asked.ts';
import type { Suggestion } from '../api/answers.ts';
import { requestJson } from '../api/api.ts';

const pauseMs = 120;
const longestText = 200;
const none: Suggestion[] = [];

/** None for nothing, and for what is more than plain words. The earlier ones stay until the next are there. */
export function useSuggestions(text: string): Suggestion[] {
  const wanted = useSettled(text.trim());
  const isPlain = wanted !== '' && wanted.length <= longestText && isOnePhrase(wanted);
  const { data } = useQuery({
    queryKey: ['suggest', wanted],
    enabled: isPlain,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const answer = await requestJson(`/api/suggest?${new URLSearchParams({ q: wanted })}`, { signal });
      // The shape is the API's promise, tested on its side.
      return (answer as { suggestions: Suggestion[] }).suggestions;
    },
  });
  return isPlain && text.trim() !== '' ? (data ?? none) : none;
}

function isOnePhrase(line: string): boolean {
  const { texts, products } = readLine(line);
  return products.length === 0 && texts.length === 1 && texts[0]?.weight === 1;
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
