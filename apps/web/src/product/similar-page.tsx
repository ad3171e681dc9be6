// One product large, and what looks like it.
import { useLocation, useNavigate, useParams } from 'react-router';
import { readShownPart, type ShownPart } from '../address/crop.ts';
import { type Narrowing, rankedSorts, readNarrowing, similarAddress } from '../address/narrowing.ts';
import type { Product } from '../api/answers.ts';
import { ApiProblem } from '../api/api.ts';
import { useProduct } from '../api/queries.ts';
import { MissingPage } from '../frame/missing-page.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { Results } from '../results/results.tsx';
import { Problem } from '../results/states.tsx';
import { strings } from '../strings/strings.ts';
import { ChosenProduct, ChosenSkeleton } from './chosen-product.tsx';

export function SimilarPage() {
  const { productId = '' } = useParams();
  const { search, state } = useLocation();
  const navigate = useNavigate();
  const narrowing = readNarrowing(new URLSearchParams(search), rankedSorts);
  const known = (state as { product?: Product } | null)?.product ?? null;
  const chosen = useProduct(productId, known);
  usePageTitle(titleOf(chosen.data?.title, narrowing.cheaper));

  // A number that no product has, or no number at all: the API says 404 or 400.
  if (chosen.error instanceof ApiProblem && [400, 404].includes(chosen.error.status)) {
    return <MissingPage message={strings.missing.product} />;
  }
  if (chosen.isError) return <Problem message={chosen.error.message} onRetry={() => chosen.refetch()} />;

  const part = readShownPart(new URLSearchParams(search));
  const go = (wanted: Narrowing, shown: ShownPart) => {
    navigate(similarAddress(productId, wanted, shown), { state: { ...(state as object), keepScroll: true } });
  };
  const onNarrow = (wanted: Narrowing) => go(wanted, part);
  return (
    <>
      {chosen.data ? (
        <ChosenProduct
          key={chosen.data.id}
          product={chosen.data}
          cheaper={narrowing.cheaper}
          onCheaper={(cheaper) => onNarrow({ ...narrowing, cheaper })}
          part={part}
          onPart={(shown) => go(narrowing, shown)}
        />
      ) : (
        <ChosenSkeleton />
      )}
      {/* Asked for at once, shown below a product whose height is known: what is in sight must not move. */}
      <div className="page" hidden={!chosen.data}>
        <Results
          subject={{ kind: 'similar', productId, part }}
          narrowing={narrowing}
          heading={narrowing.cheaper ? strings.results.cheaper : strings.results.similar}
          sorts={rankedSorts}
          comparedTo={chosen.data?.price ?? null}
          onNarrow={onNarrow}
        />
      </div>
    </>
  );
}

function titleOf(title: string | undefined, cheaper: boolean): string {
  if (title === undefined) return strings.titles.loading;
  return cheaper ? strings.titles.cheaper(title) : strings.titles.similar(title);
}
