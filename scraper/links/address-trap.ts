// Addresses that only a trap makes: endless folders, endless parameters, calendars far from now. Known before fetching.

const deepestPath = 15;
/** Facets combine without end; what a shop means to be read has fewer. */
const mostParameters = 10;
const longestQuery = 400;

const yearMs = 365.25 * 24 * 60 * 60 * 1000;
/** A calendar's pages within these years of now are left to the run's count of what they led to. */
const calendarYears = { back: 3, ahead: 1 };
/** A date in a path may be an old article's; nothing was written in the future. */
const archiveYears = { back: 25, ahead: 1 };

/** Why no page behind this address is worth a request, in a few words; null when it may be one. */
export function findTrap(url: string | URL, now: Date = new Date()): string | null {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return null;
  const segments = parsed.pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > deepestPath) return 'too deep a path';
  if (repeats(segments)) return 'a path that repeats itself';
  const { search } = parsed;
  if (search.length > longestQuery || search.split('&').length > mostParameters) return 'too many parameters';
  return isFarFromNow(parsed, segments, now) ? 'a calendar far from now' : null;
}

/** `/a/b/a/b/a/b` and `/a/a/a`: what a relative link on every page makes. Three rounds: two can be meant. */
function repeats(segments: string[]): boolean {
  const longest = Math.floor(segments.length / 3);
  for (let length = 1; length <= longest; length += 1) {
    let equal = 0;
    for (let index = length; index < segments.length; index += 1) {
      equal = segments[index] === segments[index - length] ? equal + 1 : 0;
      if (equal >= 2 * length) return true;
    }
  }
  return false;
}

function isFarFromNow(url: URL, segments: string[], now: Date): boolean {
  if (!/\d{4}/.test(url.pathname) && !/\d{4}/.test(url.search)) return false;
  const isCalendar = /calend|kalend|agenda|events?\b|veranstaltung|schedule|booking|availability/i.test(
    `${url.pathname}${url.search}`,
  );
  const allowed = isCalendar ? calendarYears : archiveYears;
  const thisYear = 1970 + now.getTime() / yearMs;
  return statedYears(url, segments, isCalendar).some(
    (year) => year > thisYear + allowed.ahead || year < thisYear - allowed.back,
  );
}

/** `/2031/05`, `/2031-05`, `?year=2031`, `?date=2031-05-01`; a number alone is more often a product's. */
function statedYears(url: URL, segments: string[], isCalendar: boolean): number[] {
  const path = segments.join('/');
  // Without a calendar's name only a whole date is one: `/parts/2050/12` may be a part.
  const dated = isCalendar
    ? path.matchAll(/(?:^|\/)(\d{4})[/-](?:0?[1-9]|1[0-2])(?=[/-]|$)/g)
    : path.matchAll(/(?:^|\/)(\d{4})[/-](?:0[1-9]|1[0-2])[/-](?:[0-2]\d|3[01])(?=\/|$)/g);
  const fromPath = [...dated].map(([, year]) => Number(year));
  const fromQuery = (url.search === '' ? [] : [...url.searchParams]).flatMap(([name, value]) => {
    const isDate = /^(year|jahr|annee|yr|date|day|datum|month|ym|from|start_?date)$/i.test(name);
    const year = isDate ? /^(\d{4})(?:-\d{1,2}){0,2}$/.exec(value)?.[1] : undefined;
    return year === undefined ? [] : [Number(year)];
  });
  const bare = isCalendar ? segments.filter((segment) => /^\d{4}$/.test(segment)).map(Number) : [];
  return [...fromPath, ...fromQuery, ...bare].filter((year) => year >= 1000);
}
