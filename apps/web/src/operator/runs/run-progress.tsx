// How far a run is: pages, photos, how fast, and what came of it so far.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { RunDetail } from '../answers.ts';
import { amount, byteCount, duration } from '../times.ts';
import type { Rates } from './rates.ts';

export function RunProgressPanel({ run, rates }: { run: RunDetail; rates: Rates | null }) {
  const { progress } = operatorStrings.runs;
  const { pages, photos } = run;
  const allPhotos = photos.embedded + photos.missing;
  return (
    <section className="desk-panel run-progress" aria-label={progress.label}>
      <Bar
        label={progress.pages}
        done={pages.done}
        total={pages.total}
        rate={rates ? progress.pagesPerSecond(amount(rates.pagesPerSecond, 1)) : null}
        isMoving={run.state === 'running'}
      />
      <Bar
        label={progress.photos}
        done={photos.embedded}
        total={allPhotos}
        rate={rates ? progress.photosPerSecond(amount(rates.photosPerSecond, 1)) : null}
        isMoving={photos.missing > 0}
      />
      <Counts run={run} />
    </section>
  );
}

interface BarProps {
  label: string;
  done: number;
  total: number;
  rate: string | null;
  isMoving: boolean;
}

function Bar({ label, done, total, rate, isMoving }: BarProps) {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <div className="run-bar">
      <p className="run-bar-words">
        <strong>{label}</strong>
        <span>{operatorStrings.runs.progress.of(amount(done), amount(total))}</span>
        <span className="run-rate">{rate}</span>
      </p>
      <div
        className={isMoving ? 'run-track run-track-moving' : 'run-track'}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <i style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}

function Counts({ run }: { run: RunDetail }) {
  const { counts } = operatorStrings.runs;
  const shown = [
    ['products', run.counts.products],
    ['newProducts', run.counts.newProducts],
    ['changedPrices', run.counts.changedPrices],
    ['unchanged', run.counts.unchanged],
    ['gone', run.counts.gone],
    ['failed', run.counts.failed],
    ['skipped', run.counts.skipped],
  ] as const;
  return (
    <dl className="run-counts">
      {shown.map(([name, count = 0]) => (
        <div key={name} className={name === 'failed' && count > 0 ? 'run-count run-count-bad' : 'run-count'}>
          <dt>{counts[name]}</dt>
          <dd>{amount(count)}</dd>
        </div>
      ))}
      <div className="run-count">
        <dt>{counts.bytes}</dt>
        <dd>{byteCount(run.bytes)}</dd>
      </div>
      <div className="run-count">
        <dt>{counts.time}</dt>
        <dd>{duration(run.activeMs)}</dd>
      </div>
    </dl>
  );
}
