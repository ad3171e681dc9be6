// The index of vectors: its size, and what it misses, measured on demand.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Health, HealthReport, Recall } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { amount, byteCount } from '../times.ts';
import { When } from '../when.tsx';
import { healthKey } from './health-key.ts';

interface IndexPanelProps {
  index: HealthReport['sizes']['vectorIndex'];
  recall: Recall | null;
}

export function IndexPanel({ index, recall }: IndexPanelProps) {
  const { index: texts } = operatorStrings.health;
  const client = useQueryClient();
  const measure = useMutation({
    mutationFn: () => askOperator<Recall>('/api/recall', { method: 'POST', body: {} }),
    onSuccess: (measured) =>
      client.setQueryData<Health>(healthKey, (health) => health && { ...health, recall: measured }),
  });
  return (
    <section className="desk-panel" aria-labelledby="health-index">
      <h2 id="health-index">{texts.title}</h2>
      <dl className="health-facts">
        <div>
          <dt>{texts.size}</dt>
          <dd>{index ? byteCount(index.bytes) : '–'}</dd>
        </div>
        <div>
          <dt>{texts.recall}</dt>
          <dd>
            {recall?.recall == null ? (
              <span className="desk-soft">{texts.notYet}</span>
            ) : (
              amount(recall.recall, 3)
            )}
          </dd>
        </div>
      </dl>
      <div className="desk-soft health-recall" aria-live="polite">
        {recall?.recall != null && (
          <>
            <p>
              <When at={recall.at} /> {texts.sampled(recall.sampled, amount(recall.worst ?? 0, 1))}
            </p>
            <p>{texts.times(amount(recall.indexMs ?? 0, 1), amount(recall.exactMs ?? 0, 1))}</p>
          </>
        )}
      </div>
      <p>
        <button
          type="button"
          className="button button-small"
          disabled={measure.isPending}
          onClick={() => measure.mutate()}
        >
          {measure.isPending ? texts.measuring : texts.measure}
        </button>
      </p>
      {measure.error && (
        <p className="desk-wrong" role="alert">
          {measure.error.message}
        </p>
      )}
      <p className="desk-soft">{texts.recallWhy}</p>
    </section>
  );
}
