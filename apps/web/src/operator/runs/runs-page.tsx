// The latest runs, of every shop or of one.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { PageLoading } from '../../frame/page-loading.tsx';
import { Problem } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Run } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { shopsQuery } from '../shops/shops-query.ts';
import { amount, duration } from '../times.ts';
import { When } from '../when.tsx';
import { RunState } from './run-state.tsx';
import './runs.css';

const lookAgainMs = 3_000;

export function RunsPage() {
  const [params, setParams] = useSearchParams();
  const shop = params.get('shop') ?? '';
  const { runs: texts } = operatorStrings;
  const { data: known } = useQuery(shopsQuery);
  const { data, error, refetch } = useQuery({
    queryKey: ['operator', 'runs', shop],
    queryFn: ({ signal }) =>
      askOperator<{ runs: Run[] }>(`/api/runs?limit=100${shop && `&shop=${encodeURIComponent(shop)}`}`, {
        signal,
      }),
    refetchInterval: lookAgainMs,
    placeholderData: keepPreviousData,
  });
  const nameOf = new Map(known?.shops.map(({ id, name }) => [id, name]));
  if (error && !data) return <Problem message={error.message} onRetry={refetch} />;
  if (!data) return <PageLoading />;
  return (
    <section id="results" tabIndex={-1} aria-label={operatorStrings.sections.runs}>
      <label className="desk-field desk-inline">
        {texts.filter}
        <select
          value={shop}
          onChange={({ target }) => setParams(target.value === '' ? {} : { shop: target.value })}
        >
          <option value="">{texts.allShops}</option>
          {known?.shops.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {data.runs.length === 0 ? (
        <p className="desk-soft">{texts.none}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              {[texts.columns.run, texts.columns.shop, texts.columns.state, texts.columns.started].map(
                (name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ),
              )}
              {(['products', 'newProducts', 'changedPrices', 'gone', 'failed', 'time'] as const).map(
                (name) => (
                  <th key={name} scope="col" className="desk-number">
                    {texts.counts[name]}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {data.runs.map((run) => (
              <RunRow key={run.id} run={run} shop={nameOf.get(run.shopId) ?? String(run.shopId)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function RunRow({ run, shop }: { run: Run; shop: string }) {
  const { runs } = operatorStrings;
  return (
    <tr>
      <th scope="row">
        <Link to={`/operator/runs/${run.id}`}>{runs.run(run.id)}</Link>
        <span className="desk-soft"> {runs.modes[run.mode]}</span>
      </th>
      <td>{shop}</td>
      <td>
        <RunState run={run} />
      </td>
      <td>
        <When at={run.startedAt} />
      </td>
      {(['products', 'newProducts', 'changedPrices', 'gone', 'failed'] as const).map((name) => (
        <td key={name} className="desk-number" data-label={runs.counts[name]}>
          {amount(run.counts[name] ?? 0)}
        </td>
      ))}
      <td className="desk-number" data-label={runs.counts.time}>
        {duration(run.activeMs)}
      </td>
    </tr>
  );
}
