// Two models on the same queries, side by side: what only one of them finds stands out.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { Photo } from '../../results/photo.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { locale } from '../../strings/strings.ts';
import { type Comparison, useComparison } from './models-query.ts';

interface CompareModelsProps {
  active: string;
  other: string;
  onClose: () => void;
}

export function CompareModels({ active, other, onClose }: CompareModelsProps) {
  const { models: texts } = operatorStrings;
  const { mutate, data, error, isPending } = useComparison();
  const [typed, setTyped] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    mutate({ model: other, texts: [] });
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'start' });
  }, [mutate, other]);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    mutate({
      model: other,
      texts: typed
        .split(/[\n;]/)
        .map((text) => text.trim())
        .filter(Boolean),
    });
  };
  return (
    <section className="desk-panel models-compare" aria-labelledby="models-compare">
      <h2 id="models-compare" ref={heading} tabIndex={-1}>
        {texts.comparing(active, other)}
      </h2>
      <form className="models-ask" onSubmit={ask}>
        <label className="desk-field">
          {texts.queries}
          <input
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            placeholder={texts.queriesExample}
          />
        </label>
        <button type="submit" className="button" disabled={isPending}>
          {texts.compare}
        </button>
        <button type="button" className="text-link" onClick={onClose}>
          {texts.close}
        </button>
      </form>
      {error && (
        <p className="desk-wrong" role="alert">
          {error.message}
        </p>
      )}
      <div aria-live="polite" aria-busy={isPending} className={isPending ? 'grid-stale' : ''}>
        {isPending && !data && <p className="desk-soft">{texts.asking}</p>}
        {data && data.overlap !== null && (
          <p className="models-overlap">
            <strong>{texts.share(data.overlap)}</strong> {texts.overlap}
          </p>
        )}
        {data?.queries.map((query) => (
          <ComparedQuery key={query.text ?? query.product?.id} query={query} models={data.models} />
        ))}
      </div>
    </section>
  );
}

type Query = Comparison['queries'][number];

function ComparedQuery({ query, models }: { query: Query; models: Comparison['models'] }) {
  const { models: texts } = operatorStrings;
  const name = query.text === null ? texts.similarTo(query.product?.title ?? '') : query.text;
  return (
    <section className="models-query">
      <h3>
        {name} <span className="desk-soft">{texts.shared(texts.share(query.overlap))}</span>
      </h3>
      <div className="models-columns">
        {models.map((model, i) => (
          <div key={model}>
            <h4>{model}</h4>
            <ol className="models-hits">
              {(query.hits[i] ?? []).map(({ product, score, shared }) => (
                <li key={product.id} className={shared ? 'models-shared' : 'models-alone'}>
                  <Link to={`/product/${product.id}`} title={product.title}>
                    <Photo image={product.image} alt={product.title} />
                  </Link>
                  <span className="models-score">
                    {score?.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
                    {!shared && <span className="unseen"> {texts.onlyHere}</span>}
                  </span>
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  );
}
