// Asks the API for pages of products, and turns its failures into something a page can show.
import { type Narrowing, writeNarrowing } from './address.ts';
import type { ProductDetail, ResultPage } from './answers.ts';
import { strings } from './strings.ts';

/** What a grid of products is about. */
export type Subject =
  | { kind: 'window' }
  | { kind: 'search'; query: string }
  | { kind: 'similar'; productId: string };

/** An answer that isn't the one asked for; `message` is fit for showing. Status 0: there was no answer. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(message: string, status: number, code: string | null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
  }
}

const pageSize = 24;

export async function fetchResults(
  subject: Subject,
  narrowing: Narrowing,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ResultPage> {
  const params = new URLSearchParams(subject.kind === 'search' ? [['q', subject.query]] : []);
  for (const [name, value] of writeNarrowing(narrowing)) {
    if (name !== 'cheaper' || subject.kind === 'similar') params.append(name, value);
  }
  if (subject.kind === 'window' && (narrowing.sort ?? 'random') === 'random') {
    params.set('sort', 'random');
    params.set('seed', String(shuffleSeed()));
  }
  params.set('limit', String(pageSize));
  if (cursor !== null) params.set('cursor', cursor);
  return readPage(await getJson(`${routeOf(subject)}?${params}`, signal));
}

export async function fetchProduct(productId: string, signal: AbortSignal): Promise<ProductDetail> {
  // The shape is the API's promise, tested on its side.
  return (await getJson(`/api/products/${encodeURIComponent(productId)}`, signal)) as ProductDetail;
}

/** One shuffle per tab: another visit shows another window, going back or reloading shows the same one. */
function shuffleSeed(): number {
  const key = 'lookalike:seed';
  const seed = Number(sessionStorage.getItem(key)) || 1 + Math.floor(Math.random() * 999_999_998);
  sessionStorage.setItem(key, String(seed));
  return seed;
}

function routeOf(subject: Subject): string {
  if (subject.kind === 'search') return '/api/search';
  if (subject.kind === 'similar') return `/api/products/${encodeURIComponent(subject.productId)}/similar`;
  return '/api/products';
}

/** The API's answers are ours and checked by its own tests; only what would break the grid is looked at here. */
function readPage(answer: unknown): ResultPage {
  const page = answer as ResultPage;
  if (!Array.isArray(page.results)) throw new ApiProblem(strings.error.unreadable, 200, null);
  return page;
}

async function getJson(path: string, signal: AbortSignal): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiProblem(strings.error.unreachable, 0, null, { cause });
  }
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    if (signal.aborted) throw cause;
    const message = response.ok ? strings.error.unreadable : strings.error.status(response.status);
    throw new ApiProblem(message, response.status, null, { cause });
  }
  if (!response.ok) throw problemIn(body, response.status);
  return body;
}

/** Reads RFC 9457 problem details; anything else becomes a sentence with the status. */
function problemIn(body: unknown, status: number): ApiProblem {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const said = [problem.detail, problem.title].find((text) => typeof text === 'string' && text !== '');
  const code = typeof problem.code === 'string' ? problem.code : null;
  return new ApiProblem(typeof said === 'string' ? said : strings.error.status(status), status, code);
}
