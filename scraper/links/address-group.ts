// The cheap shape of an address: pages of one template, and of one trap, share it.

const longestGroup = 120;
const mostNames = 8;
const mostSegments = 4;
/** A first segment longer than this is a slug rather than a section of the shop. */
const longestSection = 24;

/** In front of a section: `/de/`, `/en-gb/`. */
const locale = /^[a-z]{2}([-_][a-z]{2})?$/i;

/**
 * `/calendar/2026/11?year=1&month=2` becomes `/calendar/#/#?month&year`: digits as `#`, names after the
 * section as `*`, the query's names sorted and without values.
 */
export function addressGroup(url: string | URL): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return '';
  const group = pathShape(parsed.pathname) + queryShape(parsed);
  return group.slice(0, longestGroup).toWellFormed();
}

function pathShape(path: string): string {
  const segments = path.split('/').slice(1);
  const sectionAt = segments.length > 1 && locale.test(segments[0] ?? '') ? 1 : 0;
  const shapes = segments
    .slice(0, mostSegments)
    .map((segment, index) => segmentShape(segment, index > sectionAt, index === segments.length - 1));
  return `/${shapes.join('/')}${segments.length > mostSegments ? '/**' : ''}`;
}

function segmentShape(segment: string, isBelowSection: boolean, isLast: boolean): string {
  if (segment === '') return '';
  if (/^\d+$/.test(segment)) return '#';
  const isSlug = isLast && /[-_.\d%]/.test(segment);
  if (!isBelowSection && !isSlug && segment.length <= longestSection) return withoutDigits(segment);
  return `*${/\.[a-z]{2,5}$/i.exec(segment)?.[0].toLowerCase() ?? ''}`;
}

function queryShape({ search, searchParams }: URL): string {
  if (search === '') return '';
  const names = [...new Set([...searchParams.keys()].map((name) => withoutDigits(name).slice(0, 20)))].sort();
  if (names.length === 0) return '';
  return `?${names.slice(0, mostNames).join('&')}${names.length > mostNames ? '&**' : ''}`;
}

function withoutDigits(text: string): string {
  return text.replace(/\d+/g, '#').toLowerCase();
}
