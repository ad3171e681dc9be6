// The shop window, and the answer to a search: both live at "/", told apart by the query.
import { useLocation, useNavigate } from 'react-router';
import {
  isNarrowed,
  type Narrowing,
  rankedSorts,
  readNarrowing,
  searchAddress,
  windowSorts,
} from '../address/narrowing.ts';
import type { Subject } from '../api/api.ts';
import { FilterBar } from '../filters/filter-bar.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { Results } from '../results/results.tsx';
import { strings } from '../strings/strings.ts';
import { Hero } from './hero.tsx';

export function SearchPage() {
  const navigate = useNavigate();
  const params = new URLSearchParams(useLocation().search);
  const query = (params.get('q') ?? '').trim();
  const sorts = query === '' ? windowSorts : rankedSorts;
  const narrowing = readNarrowing(params, sorts);
  const subject: Subject = query === '' ? { kind: 'window' } : { kind: 'search', query };
  usePageTitle(query === '' ? strings.titles.home : strings.titles.search(query));

  const onNarrow = (wanted: Narrowing) => {
    navigate(searchAddress(query, wanted), { state: { keepScroll: true } });
  };
  return (
    <>
      {query === '' && !isNarrowed(narrowing) ? <Hero /> : <h1 className="unseen">{strings.search.label}</h1>}
      <div className="page">
        <Results
          subject={subject}
          narrowing={narrowing}
          heading={query === '' ? strings.results.home : strings.results.search(query)}
          filters={<FilterBar {...{ narrowing, sorts, onNarrow }} />}
          onNarrow={onNarrow}
        />
      </div>
    </>
  );
}
