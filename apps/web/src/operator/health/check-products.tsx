// The products that a check found, as cards; those with the same picture in one frame.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Photo } from '../../results/photo.tsx';
import { formatPrice } from '../../results/price.ts';
import { Problem, SkeletonGrid } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { CheckResult } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount } from '../times.ts';
import type { Check } from './checks.ts';
import { healthKey } from './health-key.ts';

const pageSize = 24;

export function CheckProducts({ check }: { check: Check }) {
  const { health } = operatorStrings;
  const list = useInfiniteQuery({
    queryKey: [...healthKey, 'check', check],
    queryFn: ({ pageParam, signal }) =>
      askOperator<{ results: CheckResult[] }>(
        `/api/catalogue-health/${check}?limit=${pageSize}&offset=${pageParam}`,
        { signal },
      ),
    initialPageParam: 0,
    // Of pictures that several products use, a page has as many pictures.
    getNextPageParam: ({ results }, pages) => {
      const size = check === 'duplicate' ? new Set(results.map(({ lookId }) => lookId)).size : results.length;
      return size < pageSize ? undefined : pages.length * pageSize;
    },
  });
  if (list.error && !list.data)
    return <Problem message={list.error.message} onRetry={() => void list.refetch()} small />;
  if (!list.data) return <SkeletonGrid count={6} />;
  const results = list.data.pages.flatMap((page) => page.results);
  if (results.length === 0) return <p className="desk-soft">{health.nothing}</p>;
  return (
    <>
      {check === 'duplicate' ? <SamePictures results={results} /> : <Cards results={results} />}
      {list.hasNextPage && (
        <p className="grid-more">
          <button
            type="button"
            className="button button-quiet"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {health.more}
          </button>
        </p>
      )}
    </>
  );
}

function SamePictures({ results }: { results: CheckResult[] }) {
  const { health } = operatorStrings;
  return (
    <ul className="health-sets">
      {[...Map.groupBy(results, ({ lookId }) => lookId)].map(([lookId, same]) => (
        <li key={lookId} className="desk-panel">
          <h4>{health.sets(same.length)}</h4>
          <Cards results={same} />
        </li>
      ))}
    </ul>
  );
}

function Cards({ results }: { results: CheckResult[] }) {
  return (
    <ul className="change-grid">
      {results.map((result) => (
        <li key={result.product.id}>
          <Card result={result} />
        </li>
      ))}
    </ul>
  );
}

function Card({ result: { product, detail, outlier } }: { result: CheckResult }) {
  const { health } = operatorStrings;
  const share = (likeness: number) => amount(likeness, 2);
  return (
    <article>
      <Photo image={product.image} thumbHash={product.thumbHash} alt="" />
      <p className="change-price">{product.price && <strong>{formatPrice(product.price)}</strong>}</p>
      <h5 className="change-title">
        <Link to={`/product/${product.id}`}>{product.title}</Link>
      </h5>
      <p className="desk-soft">{product.shop.name}</p>
      {detail && <p className="desk-wrong">{detail}</p>}
      {outlier && (
        <p className="desk-soft">
          {health.outlier({
            ...outlier,
            likeness: share(outlier.likeness),
            otherLikeness: share(outlier.otherLikeness),
          })}
        </p>
      )}
    </article>
  );
}
