// "Did you mean": what the catalogue knows that begins or sounds like the words that found nothing.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { searchAddress } from '../address/narrowing.ts';
import { requestJson } from '../api/api.ts';
import { strings } from '../strings/strings.ts';

interface Suggestions {
  suggestions: { label: string }[];
}

export function OtherWords({ query }: { query: string }) {
  const { data } = useQuery({
    queryKey: ['other words', query],
    queryFn: ({ signal }) =>
      requestJson(`/api/suggest?${new URLSearchParams({ q: query.slice(0, 200), limit: '5' })}`, {
        signal,
      }) as Promise<Suggestions>,
  });
  const labels = [...new Set(data?.suggestions.map(({ label }) => label))].filter((label) => label !== query);
  if (labels.length === 0) return null;
  return (
    <>
      <p>{strings.empty.otherWords}</p>
      <ul className="chips">
        {labels.map((label) => (
          <li key={label}>
            <Link className="chip" to={searchAddress(label)}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
