// Searches with the numbers that the model made of a photo; the photo itself stays where it is.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BrowserModel } from '../../../api/browser-model.ts';
import { readPage, requestJson } from '../api/api.ts';
import { ResultGrid } from '../results/result-grid.tsx';
import { Notices, Problem, SkeletonGrid } from '../results/states.tsx';
import { inBrowserStrings as texts } from '../strings/in-browser/strings.ts';
import { locale } from '../strings/strings.ts';
import { toBase64 } from './to-base64.ts';

interface PrivateSearchProps {
  model: BrowserModel;
  vector: Float32Array;
}

export function PrivateSearch({ model, vector }: PrivateSearchProps) {
  const [isAsked, setAsked] = useState(false);
  if (!model.inUse) return <p className="try-note">{texts.otherModel}</p>;
  return (
    <section className="try-search">
      <button type="button" className="button" onClick={() => setAsked(true)} disabled={isAsked}>
        {texts.search}
      </button>
      <p className="try-note">{texts.searchMeans(vector.length.toLocaleString(locale))}</p>
      {isAsked && <Results model={model.model} vector={vector} />}
    </section>
  );
}

function Results({ model, vector }: { model: string; vector: Float32Array }) {
  const sent = toBase64(vector);
  const { data, error, refetch } = useQuery({
    queryKey: ['private search', model, sent],
    queryFn: async ({ signal }) =>
      readPage(
        await requestJson('/api/search', {
          method: 'POST',
          body: { vector: sent, model, limit: 24 },
          signal,
        }),
      ),
  });
  if (error) return <Problem message={error.message} onRetry={() => refetch()} />;
  if (!data) return <SkeletonGrid />;
  return (
    <>
      <h2>{texts.results}</h2>
      <Notices notices={data.notices} />
      {data.results.length === 0 && <p>{texts.nothing}</p>}
      <ResultGrid hits={data.results} comparedTo={null} onOpinion={null} isStale={false} isBusy={false}>
        {null}
      </ResultGrid>
    </>
  );
}
