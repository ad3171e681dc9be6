// Pictures that are no photos of products, and saying that one is a photo after all.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Photo } from '../../results/photo.tsx';
import { Problem, SkeletonGrid } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Placeholder } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { healthKey } from './health-key.ts';

const placeholdersKey = [...healthKey, 'placeholders'];

export function PlaceholderList() {
  const { placeholders: texts } = operatorStrings.health;
  const { data, error, refetch } = useQuery({
    queryKey: placeholdersKey,
    queryFn: ({ signal }) =>
      askOperator<{ placeholders: Placeholder[] }>('/api/placeholders?limit=100', { signal }),
  });
  if (!data)
    return error ? <Problem message={error.message} onRetry={refetch} small /> : <SkeletonGrid count={6} />;
  if (data.placeholders.length === 0) return <p className="desk-soft">{texts.none}</p>;
  return (
    <ul className="change-grid">
      {data.placeholders.map((placeholder) => (
        <li key={placeholder.sha256}>
          <Card placeholder={placeholder} />
        </li>
      ))}
    </ul>
  );
}

function Card({
  placeholder: { sha256, image, placeholder, reason, products, titles },
}: {
  placeholder: Placeholder;
}) {
  const { placeholders: texts } = operatorStrings.health;
  const client = useQueryClient();
  const judge = useMutation({
    mutationFn: () =>
      askOperator<Placeholder>(`/api/placeholders/${sha256}`, {
        method: 'PUT',
        body: { placeholder: !placeholder },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: placeholdersKey }),
  });
  return (
    <article>
      <Photo image={image} alt="" />
      <p className="change-title">{titles.join(' · ')}</p>
      <p className="desk-soft">{texts.used(products)}</p>
      <p className="desk-soft">{placeholder ? reason && operatorStrings.reason(reason) : texts.cleared}</p>
      <button
        type="button"
        className="button button-small button-quiet"
        disabled={judge.isPending}
        onClick={() => judge.mutate()}
      >
        {placeholder ? texts.isPhoto : texts.isPlaceholder}
      </button>
      {judge.error && (
        <p className="desk-wrong" role="alert">
          {judge.error.message}
        </p>
      )}
    </article>
  );
}
