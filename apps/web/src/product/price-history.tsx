// What a product has cost over time: in words, as a line, and as a table.
import type { ProductDetail } from '../api/answers.ts';
import { formatPrice } from '../results/price.ts';
import { locale, strings } from '../strings/strings.ts';
import { type PriceSteps, priceSteps, stepLine } from './price-steps.ts';

export function PriceHistory({ product }: { product: ProductDetail }) {
  const steps = priceSteps(product);
  if (!steps) return null;
  return (
    <section className="price-history" aria-labelledby="price-history">
      <h2 id="price-history">{strings.product.history}</h2>
      <p>{inWords(steps)}</p>
      {steps.points.length > 1 && <Chart steps={steps} />}
      {steps.otherCurrencies.length > 0 && (
        <p>{strings.product.otherCurrencies(steps.otherCurrencies.join(', '))}</p>
      )}
      {steps.points.length > 1 && <Table steps={steps} />}
    </section>
  );
}

export function formatDate(at: Date): string {
  return at.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' });
}

function inWords({ points, low, high }: PriceSteps): string {
  const [first] = points;
  const last = points.at(-1) ?? first;
  if (points.length === 1) return strings.product.onePrice(formatPrice(first), formatDate(first.at));
  const path = strings.product.pricePath(
    formatPrice(first),
    formatDate(first.at),
    formatPrice(last),
    formatDate(last.at),
  );
  const isWhole = [first, last].every(({ amount }) => amount === low.amount || amount === high.amount);
  return isWhole ? path : `${path} ${strings.product.priceRange(formatPrice(low), formatPrice(high))}`;
}

const plot = { width: 320, height: 72 };

/** The words above and the table below say all that it shows. */
function Chart({ steps }: { steps: PriceSteps }) {
  const { line, dots } = stepLine(steps, new Date(), plot);
  return (
    <div className="price-chart">
      <p className="price-chart-scale" aria-hidden="true">
        <span>{formatPrice(steps.high)}</span>
        <span>{formatPrice(steps.low)}</span>
      </p>
      <svg viewBox={`-6 -6 ${plot.width + 12} ${plot.height + 12}`} aria-hidden="true" focusable="false">
        <path d={line} />
        {dots.map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r="4" />
        ))}
      </svg>
    </div>
  );
}

function Table({ steps }: { steps: PriceSteps }) {
  return (
    <details>
      <summary>{strings.product.everyPrice}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.product.date}</th>
            <th scope="col">{strings.product.price}</th>
          </tr>
        </thead>
        <tbody>
          {steps.points.toReversed().map((point) => (
            <tr key={point.at.getTime()}>
              <td>{formatDate(point.at)}</td>
              <td>{formatPrice(point)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
