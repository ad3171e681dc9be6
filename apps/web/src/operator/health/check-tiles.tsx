// A number for each check of the catalogue; the chosen one shows its products below.
import { useSearchParams } from 'react-router';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { HealthReport } from '../answers.ts';
import { amount } from '../times.ts';
import { CheckProducts } from './check-products.tsx';
import { type Check, checks } from './checks.ts';
import { PlaceholderList } from './placeholder-list.tsx';

export function CheckTiles({ report }: { report: HealthReport }) {
  const { health } = operatorStrings;
  const [params, setParams] = useSearchParams();
  const chosen = checks.find((check) => check === params.get('check'));
  const { embedded, missing, failed } = report.photos;
  return (
    <>
      <dl className="health-totals">
        <div>
          <dt>{health.products}</dt>
          <dd>{amount(report.products)}</dd>
        </div>
        <div>
          <dt>{health.photos}</dt>
          <dd>
            {amount(embedded + missing + failed)}{' '}
            <span className="desk-soft">{health.photosLeft(missing, failed)}</span>
          </dd>
        </div>
      </dl>
      <ul className="health-tiles" aria-label={health.checksLabel}>
        {checks.map((check) => {
          const count = countOf(report, check);
          const isChosen = check === chosen;
          return (
            <li key={check}>
              <button
                type="button"
                className={count > 0 ? 'health-tile' : 'health-tile health-fine'}
                aria-pressed={isChosen}
                onClick={() => setParams(isChosen ? {} : { check }, { replace: true })}
              >
                <strong>{count > 0 ? amount(count) : health.fine}</strong>
                <span>{health.checks[check].name}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {chosen && (
        <section className="health-check" aria-label={health.checks[chosen].name}>
          <p className="desk-note">{health.checks[chosen].why}</p>
          {chosen === 'placeholder' ? <PlaceholderList /> : <CheckProducts key={chosen} check={chosen} />}
        </section>
      )}
    </>
  );
}

function countOf(report: HealthReport, check: Check): number {
  if (check === 'duplicate') return report.duplicates.looks;
  if (check === 'outlier') return report.outliers;
  return report.checks[check];
}
