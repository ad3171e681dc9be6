// Chooses the two products at the top of the home page: one of the window, and a cheaper one that looks like it.
import type { Product, ResultPage } from '../api/answers.ts';

const amongFirst = 12;

/** The dearest of the window's first products, since it most likely has a cheaper lookalike; null without any. */
export function dearest({ results }: ResultPage): Product | null {
  const priced = results
    .slice(0, amongFirst)
    .map(({ product }) => product)
    .filter(({ image, price }) => image !== null && price !== null);
  return priced.sort((a, b) => (b.price?.amount ?? 0) - (a.price?.amount ?? 0))[0] ?? null;
}

export function firstPictured({ results }: ResultPage): Product | null {
  return results.find(({ product }) => product.image !== null)?.product ?? null;
}
