// One shop: what it has, how its last run went, when the next one is, and what can be done about it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { OutIcon } from '../../frame/icons.tsx';
import { safeShopUrl } from '../../frame/safe-url.ts';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Run, Shop, StartedRun } from '../answers.ts';
import { askOperator } from '../operator-api.ts';
import { RunState } from '../runs/run-state.tsx';
import { amount, clockTime, relativeTime } from '../times.ts';
import { When } from '../when.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { Trend } from './trend.tsx';

export function ShopCard({ shop }: { shop: Shop }) {
  const { shops } = operatorStrings;
  const [isScheduling, setScheduling] = useState(false);
  return (
    <article className="desk-panel shop-row" aria-labelledby={`shop-${shop.id}`}>
      <div className="shop-words">
        <h2 id={`shop-${shop.id}`}>
          <Link to={`/operator/runs?shop=${shop.id}`}>{shop.name}</Link>
        </h2>
        <ShopAddress url={shop.baseUrl} />
      </div>
      <dl className="shop-facts">
        <div>
          <dt>{shops.products}</dt>
          <dd>
            <strong className="shop-number">{amount(shop.products)}</strong>
            {shop.gone > 0 && <span className="desk-soft"> {shops.gone(shop.gone)}</span>}
          </dd>
        </div>
        <div>
          <dt>{shops.trend}</dt>
          <dd>
            <Trend runs={shop.trend} />
          </dd>
        </div>
        <div>
          <dt>{shops.lastRun}</dt>
          <dd>{shop.lastRun ? <LastRun run={shop.lastRun} /> : shops.never}</dd>
        </div>
        <div>
          <dt>{shops.nextRun}</dt>
          <dd>
            {shop.nextRunAt ? (
              <time dateTime={shop.nextRunAt} title={clockTime(shop.nextRunAt)}>
                {relativeTime(shop.nextRunAt)}
              </time>
            ) : (
              shops.unscheduled
            )}
            {shop.schedule && <span className="desk-soft"> {shop.schedule.every}</span>}
          </dd>
        </div>
      </dl>
      {shop.baseUrl.startsWith('http') && (
        <div className="shop-buttons">
          <StartButtons shop={shop} />
          <button
            type="button"
            className="text-link"
            aria-expanded={isScheduling}
            onClick={() => setScheduling(!isScheduling)}
          >
            {shops.schedule.open}
          </button>
        </div>
      )}
      {isScheduling && <ScheduleForm shop={shop} onDone={() => setScheduling(false)} />}
    </article>
  );
}

function ShopAddress({ url }: { url: string }) {
  const safe = safeShopUrl(url);
  if (safe === null) return <p className="desk-soft">{url}</p>;
  return (
    <a className="shop-link desk-soft" href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {URL.parse(safe)?.host}
      <OutIcon />
    </a>
  );
}

function LastRun({ run }: { run: Run }) {
  const { shops } = operatorStrings;
  const { failed = 0, newProducts = 0, changedPrices = 0 } = run.counts;
  return (
    <>
      <Link className="shop-last" to={`/operator/runs/${run.id}`}>
        <RunState run={run} /> <When at={run.finishedAt ?? run.startedAt} />
      </Link>
      <span className="desk-soft shop-counts">{shops.counts({ newProducts, changedPrices, failed })}</span>
      {run.reason && (
        <span className={run.outcome === 'failed' ? 'desk-wrong shop-reason' : 'desk-soft shop-reason'}>
          {operatorStrings.reason(run.reason)}
        </span>
      )}
    </>
  );
}

function StartButtons({ shop }: { shop: Shop }) {
  const { shops } = operatorStrings;
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: (mode: 'incremental' | 'full') =>
      askOperator<StartedRun>('/api/runs', { method: 'POST', body: { shop: shop.id, mode } }),
    onSuccess({ run }) {
      void client.invalidateQueries({ queryKey: ['operator'] });
      void navigate(`/operator/runs/${run.id}`);
    },
  });
  const open = shop.lastRun && shop.lastRun.state !== 'ended' ? shop.lastRun : null;
  if (open)
    return (
      <Link className="button" to={`/operator/runs/${open.id}`}>
        {shops.watch}
      </Link>
    );
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={start.isPending}
        title={shops.runNowWhy}
        onClick={() => start.mutate('incremental')}
      >
        {start.isPending ? shops.starting : shops.runNow}
      </button>
      <button
        type="button"
        className="button button-quiet"
        disabled={start.isPending}
        title={shops.runFullWhy}
        onClick={() => start.mutate('full')}
      >
        {shops.runFull}
      </button>
      {start.error && (
        <p className="desk-wrong" role="alert">
          {start.error.message}
        </p>
      )}
    </>
  );
}
