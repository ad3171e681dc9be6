// Asks the API for pages of products, and turns its failures into something a page can show.
import { type Narrowing, writeNarrowing } from '../address/narrowing.ts';
import { apiUrl } from '../frame/base-path.ts';
import { strings } from '../strings/strings.ts';
import type { ProductDetail, ResultPage } from './answers.ts';

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
  return readPage(await requestJson(`${routeOf(subject)}?${params}`, { signal }));
}

export async function fetchProduct(productId: string, signal: AbortSignal): Promise<ProductDetail> {
  // The shape is the API's promise, tested on its side.
  return (await requestJson(`/api/products/${encodeURIComponent(productId)}`, { signal })) as ProductDetail;
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

export interface JsonRequest {
  method?: string;
  /** A form as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * @param path a route of the API, such as `/api/search?q=tap`
 * @returns the answer's JSON; null for an answer without content
 * @throws ApiProblem; what `signal` throws, when it ended the request
 */
export async function requestJson(path: string, request: JsonRequest = {}): Promise<unknown> {
  const { signal } = request;
  let response: Response;
  try {
    response = await fetch(apiUrl(path), requestInit(request));
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(strings.error.unreachable, 0, null, { cause });
  }
  if (response.status === 204) return null;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const message = response.ok ? strings.error.unreadable : strings.error.status(response.status);
    throw new ApiProblem(message, response.status, null, { cause });
  }
  if (!response.ok) throw problemIn(body, response.status);
  return body;
}

function requestInit({ method = 'GET', body, headers, signal }: JsonRequest): RequestInit {
  const isForm = body instanceof FormData;
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

/** Reads RFC 9457 problem details; anything else becomes a sentence with the status. */
function problemIn(body: unknown, status: number): ApiProblem {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const said = [problem.detail, problem.title].find((text) => typeof text === 'string' && text !== '');
  const code = typeof problem.code === 'string' ? problem.code : null;
  return new ApiProblem(typeof said === 'string' ? said : strings.error.status(status), status, code);
}
