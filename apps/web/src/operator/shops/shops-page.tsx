// The shops, and how their last runs went.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { PageLoading } from '../../frame/page-loading.tsx';
import { Problem } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { ShopCard } from './shop-card.tsx';
import { shopsQuery } from './shops-query.ts';
import './shops.css';

export function ShopsPage() {
  const { shops } = operatorStrings;
  const { data, error, refetch } = useQuery(shopsQuery);
  if (!data) return error ? <Problem message={error.message} onRetry={refetch} /> : <PageLoading />;
  return (
    <section id="results" tabIndex={-1} aria-label={operatorStrings.sections.shops}>
      <p className="shops-top">
        <Link className="button" to="/operator/add">
          {shops.add}
        </Link>
      </p>
      {data.shops.length === 0 && <p className="desk-note">{shops.none}</p>}
      <ul className="shops">
        {data.shops.map((shop) => (
          <li key={shop.id}>
            <ShopCard shop={shop} />
          </li>
        ))}
      </ul>
    </section>
  );
}
