// How sound the catalogue is: numbers with products behind them, the index, the database, slow requests.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PageLoading } from '../../frame/page-loading.tsx';
import { Problem } from '../../results/states.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Health } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount } from '../times.ts';
import { When } from '../when.tsx';
import { CheckTiles } from './check-tiles.tsx';
import { DatabasePanel } from './database-panel.tsx';
import { healthKey } from './health-key.ts';
import { IndexPanel } from './index-panel.tsx';
import { LearnedPanel } from './learned-panel.tsx';
import { SlowRequests } from './slow-requests.tsx';
import './health.css';

const whileCountingMs = 1_000;

export function HealthPage() {
  const { health } = operatorStrings;
  const { data, error, refetch } = useQuery({
    queryKey: healthKey,
    queryFn: ({ signal }) => askOperator<Health>('/api/catalogue-health', { signal }),
    refetchInterval: ({ state }) => (state.data?.isCounting ? whileCountingMs : false),
  });
  if (!data) return error ? <Problem message={error.message} onRetry={refetch} /> : <PageLoading />;
  const { report } = data;
  return (
    <section id="results" tabIndex={-1} aria-label={operatorStrings.sections.health}>
      <div className="health-head">
        <p className="desk-soft" role="status">
          {report ? (
            <>
              {health.counted} <When at={report.at} /> {health.took(amount(report.tookMs / 1000, 1))}
            </>
          ) : (
            health.counting
          )}
        </p>
        <CountAgain isCounting={data.isCounting} />
      </div>
      {report && (
        <>
          <CheckTiles report={report} />
          <div className="health-panels">
            <IndexPanel index={report.sizes.vectorIndex} recall={data.recall} />
            <LearnedPanel learned={report.learned} />
            <DatabasePanel report={report} kind={data.database} />
          </div>
        </>
      )}
      <SlowRequests />
    </section>
  );
}

function CountAgain({ isCounting }: { isCounting: boolean }) {
  const { health } = operatorStrings;
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  async function countAgain() {
    setAsking(true);
    try {
      client.setQueryData(healthKey, await askOperator<Health>('/api/catalogue-health?anew=true'));
      await client.invalidateQueries({ queryKey: [...healthKey, 'check'] });
    } catch {
      // Asked in the ordinary way, what is wrong is said where the numbers are.
      await client.invalidateQueries({ queryKey: healthKey });
    } finally {
      setAsking(false);
    }
  }
  return (
    <button
      type="button"
      className="button button-small button-quiet"
      disabled={isCounting || isAsking}
      onClick={() => void countAgain()}
    >
      {isCounting || isAsking ? health.counting : health.anew}
    </button>
  );
}
