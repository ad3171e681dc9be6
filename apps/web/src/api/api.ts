// Asks the API for pages of products, and turns its failures into something a page can show.
import type { Narrowing } from '../address/narrowing.ts';
import { apiUrl } from '../frame/base-path.ts';
import { takeEarly } from '../start/early-answers.ts';
import { strings } from '../strings/strings.ts';
import type { ProductDetail, ResultPage } from './answers.ts';
import { type PageWish, productPath, resultsPath, type Subject } from './question.ts';

/** An answer that isn't the one asked for; `message` is fit for showing. Status 0: there was no answer. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string | null;
  /** When the server wants to be asked again; null where it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    status: number,
    code: string | null,
    options: ErrorOptions & { retryAfterMs?: number | null } = {},
  ) {
    super(message, options);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

// Longer than this nobody looks at a page that seems to do nothing.
const longestWaitMs = 2_000;

/** Not for a search with a photo, which is sent rather than asked for: photo-query/fetch-photo-results.ts. */
export async function fetchResults(
  subject: Subject,
  narrowing: Narrowing,
  cursor: string | null,
  signal: AbortSignal,
  wish: PageWish = {},
): Promise<ResultPage> {
  return readPage(await requestJson(resultsPath(subject, narrowing, cursor, wish), { signal }));
}

export async function fetchProduct(productId: string, signal: AbortSignal): Promise<ProductDetail> {
  // The shape is the API's promise, tested on its side.
  return (await requestJson(productPath(productId), { signal })) as ProductDetail;
}

/** The API's answers are ours and checked by its own tests; only what would break the grid is looked at here. */
export function readPage(answer: unknown): ResultPage {
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
  const response = await send(path, request);
  if (response.status === 204) return null;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const message = response.ok ? strings.error.unreadable : strings.error.status(response.status);
    throw new ApiProblem(message, response.status, null, { cause });
  }
  if (!response.ok) throw await problemIn(body, response);
  return body;
}

/**
 * The bytes of an answer that is no JSON, such as a photo.
 *
 * @throws ApiProblem; what `signal` throws, when it ended the request
 */
export async function requestBlob(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await send(path, { signal });
  if (response.ok) return response.blob();
  throw await problemIn(await response.json().catch(() => null), response);
}

async function send(path: string, request: JsonRequest): Promise<Response> {
  try {
    const early = request.body === undefined ? takeEarly(path) : null;
    return (await early) ?? (await fetch(apiUrl(path), requestInit(request)));
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    throw new ApiProblem(strings.error.unreachable, 0, null, { cause });
  }
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
export async function problemIn(
  body: unknown,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
): Promise<ApiProblem> {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const said = [problem.detail, problem.title].find((text) => typeof text === 'string' && text !== '');
  const detail = typeof said === 'string' ? said : strings.error.status(status);
  const retryAfterMs = Math.min(Number(headers.get('retry-after')) * 1000, longestWaitMs) || null;
  if (typeof problem.code !== 'string') return new ApiProblem(detail, status, null, { retryAfterMs });
  const known: Readonly<Record<string, string>> = strings.problems;
  const message = known[problem.code] ?? (await strings.problem(problem.code, detail));
  return new ApiProblem(message, status, problem.code, { retryAfterMs });
}
