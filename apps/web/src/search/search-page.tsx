// The shop window, and the answer to a search: both live at "/", told apart by what is asked for.
import { useLocation } from 'react-router';
import { type Asked, isAsked, readAsked, writeLine } from '../address/asked.ts';
import { countParts } from '../address/asked-changes.ts';
import { isNarrowed, type Narrowing, rankedSorts, readNarrowing, windowSorts } from '../address/narrowing.ts';
import { subjectOf } from '../api/question.ts';
import { usePageTitle } from '../frame/page-title.ts';
import { Results } from '../results/results.tsx';
import { strings } from '../strings/strings.ts';
import { AskedBar } from './asked-bar.tsx';
import { Hero } from './hero.tsx';
import { useAsked } from './use-asked.ts';

export function SearchPage() {
  const params = new URLSearchParams(useLocation().search);
  const { ask } = useAsked();
  const asked = readAsked(params);
  const isSearch = isAsked(asked);
  const sorts = isSearch ? rankedSorts : windowSorts;
  const narrowing = readNarrowing(params, sorts);
  const subject = subjectOf(asked);
  usePageTitle(isSearch ? strings.titles.search(titleOf(asked)) : strings.titles.home);

  const onNarrow = (wanted: Narrowing) => ask(asked, { narrowing: wanted, keepScroll: true });
  return (
    <>
      {isSearch || isNarrowed(narrowing) ? <h1 className="unseen">{strings.search.label}</h1> : <Hero />}
      <div className="page">
        {isSearch && <AskedBar {...{ asked, narrowing }} />}
        <Results
          subject={subject}
          narrowing={narrowing}
          heading={isSearch ? headingOf(asked) : strings.results.home}
          sorts={sorts}
          onNarrow={onNarrow}
        />
      </div>
    </>
  );
}

function headingOf(asked: Asked): string {
  const { texts, photo } = asked;
  if (countParts(asked) > 1 || (texts[0]?.weight ?? 1) < 0) return strings.asked.heading;
  if (photo) return photo.crop ? strings.asked.headingPart : strings.asked.headingPhoto;
  return texts[0] ? strings.results.search(texts[0].text) : strings.results.similar;
}

/** The words, without what is only a number or a picture. */
function titleOf(asked: Asked): string {
  return writeLine({ ...asked, products: [] }) || headingOf(asked);
}
