// Chooses the shop's own number for a product: one that shoppers and links use before one that only machines see.
import { isPlaceholder } from './placeholder.ts';
import type { SourceName } from './scraped-product.ts';
import type { SourcedFacts } from './sourced-facts.ts';
import { isIdInAddress } from './sources/id-in-address.ts';
import { type PageIdentity, titleKey } from './sources/page-identity.ts';

interface Candidate {
  sku: string;
  source: SourceName;
}

/**
 * Of the sources' numbers in their order: the operator's or the door's; the one that the page shows; one that the
 * page's address has too; any other; the address's own; and last one that is a part of the product's name, which as a
 * rule is the maker's model.
 */
export function chooseSku(
  inOrder: readonly SourcedFacts[],
  identity: PageIdentity,
  title: string,
): { sku: string | null; source: SourceName | null } {
  const all: Candidate[] = inOrder.flatMap(({ source, facts }) =>
    facts.sku === null || isPlaceholder(facts.sku) ? [] : [{ sku: facts.sku, source }],
  );
  const told = all.filter(({ source }) => source !== 'page' && source !== 'url');
  const isOperators = ({ source }: Candidate) => source === 'selector' || source === 'door';
  const isShown = ({ source }: Candidate) => source === 'page';
  const chosen =
    told.find(isOperators) ??
    all.find(isShown) ??
    told.find(({ sku }) => isIdInAddress(sku, identity)) ??
    told.find((candidate) => !isInName(candidate.sku, [titleKey(title), ...identity.titleKeys])) ??
    all.find(({ source }) => source === 'url') ??
    told[0];
  return chosen ?? { sku: null, source: null };
}

function isInName(sku: string, titleKeys: string[]): boolean {
  const key = titleKey(sku);
  return key.length >= 4 && titleKeys.some((title) => title.includes(key));
}
