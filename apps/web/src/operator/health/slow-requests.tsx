// The slowest requests of the last hour, with how the catalogue searched.
import { useQuery } from '@tanstack/react-query';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { SlowRequest } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount } from '../times.ts';
import { When } from '../when.tsx';
import { healthKey } from './health-key.ts';

const shown = 20;
const lookAgainMs = 10_000;

export function SlowRequests() {
  const { slow: texts } = operatorStrings.health;
  const { data, error } = useQuery({
    queryKey: [...healthKey, 'slow'],
    queryFn: ({ signal }) => askOperator<{ requests: SlowRequest[] }>('/api/slow-requests', { signal }),
    refetchInterval: lookAgainMs,
  });
  const requests = data?.requests.slice(0, shown) ?? [];
  return (
    <section className="desk-section" aria-labelledby="health-slow">
      <h3 id="health-slow">{texts.title}</h3>
      <p className="desk-soft">{texts.why}</p>
      {error && (
        <p className="desk-wrong" role="alert">
          {error.message}
        </p>
      )}
      {data && requests.length === 0 && <p>{texts.none}</p>}
      {requests.length > 0 && <RequestTable requests={requests} />}
    </section>
  );
}

function RequestTable({ requests }: { requests: SlowRequest[] }) {
  const { columns, plans } = operatorStrings.health.slow;
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th scope="col">{columns.asked}</th>
          <th scope="col" className="desk-number">
            {columns.ms}
          </th>
          <th scope="col">{columns.plan}</th>
          <th scope="col">{columns.status}</th>
          <th scope="col">{columns.at}</th>
        </tr>
      </thead>
      <tbody>
        {requests.map(({ at, method, asked, ms, status, plan }) => (
          <tr key={`${at} ${asked} ${ms}`}>
            <th scope="row" className="health-asked">
              {method} {asked}
            </th>
            <td className="desk-number" data-label={columns.ms}>
              {amount(ms, 1)}
            </td>
            <td data-label={columns.plan} title={plan?.reason}>
              {plan ? plans[plan.strategy] : '–'}
            </td>
            <td data-label={columns.status}>{status}</td>
            <td data-label={columns.at}>
              <When at={at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
