// The slowest searches and catalogue requests of the last hour, kept in memory for operators.
import type { Request, Response } from 'express';
import type { SearchPlan } from '../../catalog/search/neighbours.ts';

export interface SlowRequest {
  at: Date;
  method: string;
  /** The documented path. */
  route: string;
  /** What was asked for: path and query, each value cut short; nothing of a body. */
  asked: string;
  ms: number;
  status: number;
  /** How the catalogue searched; null for a request without a search. */
  plan: Pick<SearchPlan, 'strategy' | 'reason'> | null;
}

export interface SlowRequests {
  note(request: SlowRequest): void;
  /** The slowest first. */
  list(): SlowRequest[];
}

const keptMs = 3_600_000;
const mostKept = 100;
// Sorting the list for each request would be the slowest part of a quick one.
const mostBetween = 2 * mostKept;

export function createSlowRequests(now: () => number = Date.now): SlowRequests {
  let kept: SlowRequest[] = [];
  // Quicker ones can't get onto a full list.
  let leastMs = 0;
  function tidy(): void {
    const recent = kept.filter(({ at }) => now() - at.getTime() <= keptMs);
    kept = recent.toSorted((one, other) => other.ms - one.ms).slice(0, mostKept);
    leastMs = kept.length === mostKept ? (kept.at(-1)?.ms ?? 0) : 0;
  }
  return {
    note(request) {
      if (request.ms < leastMs) return;
      kept.push(request);
      if (kept.length > mostBetween) tidy();
    },
    list() {
      tidy();
      return kept;
    },
  };
}

const longestValue = 80;
const longestAddress = 400;

/** The address as operators may see it: a photo's address may hold a signature, and a query goes on for ever. */
export function askedOf({ originalUrl }: Pick<Request, 'originalUrl'>): string {
  const { pathname, searchParams } = new URL(originalUrl, 'http://here');
  const short = [...searchParams].map(([name, value]) => [name, shown(value)]);
  const query = new URLSearchParams(short).toString();
  return `${pathname}${query && `?${query}`}`.slice(0, longestAddress);
}

function shown(value: string): string {
  const bare = URL.canParse(value) && value.includes('://') ? value.replace(/[?#].*$/s, '') : value;
  return bare.length > longestValue ? `${bare.slice(0, longestValue)}…` : bare;
}

/** Operators' own questions about the whole catalogue, and streams that last for minutes, are slow by nature. */
export function isTimed(route: string): boolean {
  return /^\/api\/(search|products|suggest|embeddings)\b/.test(route);
}

/** Keeps the plan beside the answer until the request is noted. */
export function rememberPlan(response: Response): (plan: SearchPlan) => void {
  return ({ strategy, reason }) => {
    response.locals.plan = { strategy, reason };
  };
}
