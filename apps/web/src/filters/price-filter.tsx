// The price: how many there are of each, a slider over it with two thumbs, and the two amounts.
import { useEffect, useState } from 'react';
import { inOrder, type Narrowing } from '../address/narrowing.ts';
import type { Facets } from '../api/answers.ts';
import { formatPrice, noCurrency } from '../results/price.ts';
import { strings } from '../strings/strings.ts';
import { AmountFields } from './amount-fields.tsx';
import { priceScale } from './price-scale.ts';
import { PriceSlider } from './price-slider.tsx';

interface PriceFilterProps {
  facets: Facets;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

export function PriceFilter({ facets, narrowing, onNarrow }: PriceFilterProps) {
  const { minPrice, maxPrice } = narrowing;
  const { buckets, currency } = facets.price;
  const scale = priceScale(buckets);
  const chosen = [scale.stepOf(minPrice, 'low'), scale.stepOf(maxPrice, 'high')];
  const [steps, setSteps] = useState(chosen);
  const [low = 0, high = scale.steps] = chosen;
  useEffect(() => setSteps([low, high]), [low, high]);
  const [from = 0, to = scale.steps] = steps;
  const isMoved = from !== low || to !== high;
  const shown = isMoved
    ? { minPrice: scale.amountAt(from, 'low'), maxPrice: scale.amountAt(to, 'high') }
    : { minPrice, maxPrice };
  const apply = (first: number | null, second: number | null) => {
    const [least, most] = inOrder(first, second);
    if (least !== minPrice || most !== maxPrice) onNarrow({ ...narrowing, minPrice: least, maxPrice: most });
  };
  const say = (amount: number) => formatPrice({ amount, currency: currency ?? noCurrency });

  return (
    <fieldset className="facet">
      <legend>{strings.filters.price}</legend>
      {buckets.length > 1 && (
        <>
          <Histogram buckets={buckets} from={from / scale.steps} to={to / scale.steps} />
          <PriceSlider
            steps={scale.steps}
            value={[from, to]}
            say={[say(shown.minPrice ?? facets.price.min ?? 0), say(shown.maxPrice ?? facets.price.max ?? 0)]}
            onMove={setSteps}
            onSettle={([first = 0, second = scale.steps]) =>
              apply(
                first === low ? minPrice : scale.amountAt(first, 'low'),
                second === high ? maxPrice : scale.amountAt(second, 'high'),
              )
            }
          />
        </>
      )}
      <AmountFields
        low={shown.minPrice}
        high={shown.maxPrice}
        hints={[facets.price.min, facets.price.max]}
        onApply={apply}
      />
      <CurrencySelect {...{ facets, narrowing, onNarrow }} />
    </fieldset>
  );
}

interface HistogramProps {
  buckets: Facets['price']['buckets'];
  /** The chosen part, as shares of the width. */
  from: number;
  to: number;
}

function Histogram({ buckets, from, to }: HistogramProps) {
  const most = Math.max(...buckets.map(({ count }) => count));
  return (
    <div className="histogram" aria-hidden="true">
      {buckets.map((bucket, index) => {
        const middle = (index + 0.5) / buckets.length;
        // The root keeps the rare ones in sight beside the many.
        const height = bucket.count === 0 ? 0 : Math.max(0.06, Math.sqrt(bucket.count / most));
        return (
          <i
            key={bucket.from}
            className={middle >= from && middle <= to ? 'is-in' : ''}
            style={{ height: `${height * 100}%` }}
          />
        );
      })}
    </div>
  );
}

/** Only where the window has prices in several currencies. */
function CurrencySelect({ facets, narrowing, onNarrow }: PriceFilterProps) {
  const codes = [...new Set([...facets.currency.map(({ value }) => value), narrowing.currency ?? ''])]
    .filter(Boolean)
    .sort();
  if (codes.length < 2) return null;
  return (
    <label className="sort">
      <span>{strings.filters.currency}</span>
      <select
        value={narrowing.currency ?? ''}
        onChange={({ target }) => {
          // Bounds in another currency would say something else.
          const bounds = { minPrice: null, maxPrice: null };
          onNarrow({ ...narrowing, ...bounds, currency: target.value === '' ? null : target.value });
        }}
      >
        <option value="">{strings.filters.anyCurrency}</option>
        {codes.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </select>
    </label>
  );
}
