// Chooses the category path of a product among breadcrumbs and data.
import { lengths, mostCategories } from './product-facts.ts';
import type { SourceName } from './scraped-product.ts';
import type { SourcedFacts } from './sourced-facts.ts';
import { titleKey } from './sources/page-identity.ts';

/** Category paths by the source of the breadcrumbs. */
export type Breadcrumbs = Partial<Record<SourceName, string[]>>;

const trailOrder = ['json-ld', 'microdata', 'rdfa', 'page'] as const;

/** The operator's, else the breadcrumbs, else what the data calls the category. */
export function chooseCategory(
  trusted: readonly SourcedFacts[],
  breadcrumbs: Breadcrumbs,
  title: string,
): { path: string[]; source: SourceName | null } {
  const ofOperator = trusted.filter(({ source }) => source === 'selector' || source === 'door');
  const trails = trailOrder.map((source) => ({ source, path: breadcrumbs[source] ?? [] }));
  const chosen = [
    ...ofOperator.map(({ source, facts }) => ({ source, path: facts.category })),
    ...trails,
    ...trusted.map(({ source, facts }) => ({ source, path: facts.category })),
  ].find(({ path }) => path.length > 0);
  if (chosen === undefined) return { path: [], source: null };
  // The last breadcrumb is often the product itself, under a name that only another source has.
  const isLastTitle = titleKey(chosen.path.at(-1) ?? '') === titleKey(title);
  const path = (isLastTitle ? chosen.path.slice(0, -1) : chosen.path)
    .slice(0, mostCategories)
    .map((name) => name.slice(0, lengths.categoryName).toWellFormed());
  return { path, source: path.length === 0 ? null : chosen.source };
}
