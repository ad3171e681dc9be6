// What the page at an address will ask the API for first.
import { readAsked } from '../address/asked.ts';
import { readShownPart } from '../address/crop.ts';
import { forSearch, isNarrowed, rankedSorts, readNarrowing, windowSorts } from '../address/narrowing.ts';
import { productPath, resultsPath, subjectOf } from '../api/question.ts';

export interface FirstQuestions {
  /** Paths of the API, the most urgent first. */
  paths: string[];
  /** True for the home page, which shows a pair of lookalikes above its products. */
  hasPair: boolean;
}

const nothing: FirstQuestions = { paths: [], hasPair: false };

/** @param address without the prefix that the pages live under */
export function firstQuestions({ pathname, search }: { pathname: string; search: string }): FirstQuestions {
  const params = new URLSearchParams(search);
  if (pathname === '/') return ofResults(params);
  const [, page, productId] = /^\/(product|similar)\/([1-9]\d*)$/.exec(pathname) ?? [];
  if (productId === undefined) return nothing;
  const product = productPath(productId);
  if (page === 'product') return { paths: [product], hasPair: false };
  const subject = { kind: 'similar', productId, part: readShownPart(params) } as const;
  return { paths: [product, resultsPath(subject, readNarrowing(params, rankedSorts))], hasPair: false };
}

function ofResults(params: URLSearchParams): FirstQuestions {
  const subject = subjectOf(readAsked(params));
  if (subject.kind === 'search' && subject.photo) return nothing; // the photo has to be read first
  const narrowing = readNarrowing(params, subject.kind === 'window' ? windowSorts : rankedSorts);
  return {
    paths: [resultsPath(subject, forSearch(narrowing))],
    hasPair: subject.kind === 'window' && !isNarrowed(narrowing),
  };
}
