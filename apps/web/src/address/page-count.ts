// How many pages of results are shown, as it stands in the address: what makes "show more" a link that can be kept.

// A thousand products: more is no page to come back to.
const mostPages = 42;

export function readPageCount(search: string): number {
  const pages = Number(new URLSearchParams(search).get('pages') ?? 1);
  return Number.isInteger(pages) ? Math.min(Math.max(pages, 1), mostPages) : 1;
}

/** The same address with so many pages. */
export function withPageCount(
  { pathname, search }: { pathname: string; search: string },
  pages: number,
): string {
  const params = new URLSearchParams(search);
  if (pages > 1) params.set('pages', String(Math.min(pages, mostPages)));
  else params.delete('pages');
  return `${pathname}${params.size > 0 ? `?${params}` : ''}`;
}
