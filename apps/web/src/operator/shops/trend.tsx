// The last runs of a shop as a row of bars: products met, the new ones and the pages that failed set off.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Shop } from '../answers.ts';

type TrendRun = Shop['trend'][number];

const height = 36;
const width = 8;
const gap = 3;

export function Trend({ runs }: { runs: TrendRun[] }) {
  const { shops } = operatorStrings;
  if (runs.length === 0) return <span className="desk-soft">{shops.noTrend}</span>;
  const highest = Math.max(1, ...runs.map(({ products, failed }) => products + failed));
  const size = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / highest) * height));
  const wide = runs.length * (width + gap) - gap;
  return (
    <svg
      className="trend"
      width={wide}
      height={height}
      viewBox={`0 0 ${wide} ${height}`}
      role="img"
      aria-label={shops.trendLabel(runs)}
    >
      {runs.map((run, i) => {
        const [known, fresh, failed] = [run.products - run.newProducts, run.newProducts, run.failed].map(
          size,
        );
        const bars = [
          { of: 'known', from: 0, tall: known ?? 0 },
          { of: 'new', from: known ?? 0, tall: fresh ?? 0 },
          { of: 'failed', from: (known ?? 0) + (fresh ?? 0), tall: failed ?? 0 },
        ];
        return (
          <g key={run.runId}>
            <rect
              className="trend-ground"
              x={i * (width + gap)}
              y={height - 1.5}
              width={width}
              height={1.5}
            />
            {bars.map(({ of, from, tall }) => (
              <rect
                key={of}
                className={`trend-${of}`}
                x={i * (width + gap)}
                y={height - from - tall}
                width={width}
                height={tall}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}
