// Everything that narrows by facts: price, stock, category, brand and shop, each value with how many it would give.
import './filter-panel.css';
import type { Narrowing } from '../address/narrowing.ts';
import type { Facets } from '../api/answers.ts';
import { strings } from '../strings/strings.ts';
import type { KnownFacets } from './facets-query.ts';
import { PanelSkeleton } from './panel-skeleton.tsx';
import { PriceFilter } from './price-filter.tsx';
import { Toggle } from './toggle.tsx';
import { ValueList } from './value-list.tsx';

interface FilterPanelProps {
  facets: KnownFacets;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

export function FilterPanel({ facets: { all, now }, narrowing, onNarrow }: FilterPanelProps) {
  if (!all || !now) return <PanelSkeleton />;
  const { filters } = strings;
  const chosenIn = (name: 'shop' | 'category') => (narrowing[name] === null ? [] : [narrowing[name]]);
  return (
    <search className="filter-panel" aria-label={filters.label}>
      <PriceFilter facets={now} narrowing={narrowing} onNarrow={onNarrow} />
      <InStock {...{ now, narrowing, onNarrow }} />
      <ValueList
        title={filters.category}
        all={all.category}
        now={now.category}
        chosen={chosenIn('category')}
        anyLabel={filters.anyCategory}
        onChoose={([category = null]) => onNarrow({ ...narrowing, category })}
      />
      <ValueList
        title={filters.brand}
        all={all.brand}
        now={now.brand}
        chosen={narrowing.brand}
        onChoose={(brand) => onNarrow({ ...narrowing, brand })}
      />
      <ValueList
        title={filters.shop}
        all={all.shop}
        now={now.shop}
        chosen={chosenIn('shop')}
        anyLabel={filters.anyShop}
        onChoose={([shop = null]) => onNarrow({ ...narrowing, shop })}
      />
    </search>
  );
}

function InStock({ now, narrowing, onNarrow }: Omit<FilterPanelProps, 'facets'> & { now: Facets }) {
  const count = now.available.find(({ value }) => value === 'true')?.count ?? 0;
  return (
    <div className="facet facet-switch">
      <Toggle
        label={strings.filters.inStock}
        on={narrowing.available}
        disabled={count === 0 && !narrowing.available}
        onChange={(available) => onNarrow({ ...narrowing, available })}
      />
      <small>{strings.number(count)}</small>
    </div>
  );
}
