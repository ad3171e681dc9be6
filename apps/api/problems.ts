// Every error the API can answer with: its code, status and meaning, and how one is written (RFC 9457).
import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';

interface ProblemKind {
  status: number;
  title: string;
  /** What it means and what to do, in one or two sentences for the reference page. */
  meaning: string;
}

/** The codes are stable: programs branch on them. Titles and details may be reworded. */
export const problemCatalogue = {
  unknown_parameter: {
    status: 400,
    title: 'Unknown parameter',
    meaning: 'The query has a parameter that this route does not know; the detail lists those it knows.',
  },
  missing_parameter: {
    status: 400,
    title: 'Missing parameter',
    meaning: 'A parameter that this route needs was not sent.',
  },
  invalid_parameter: {
    status: 400,
    title: 'Invalid parameter',
    meaning: 'A parameter has a value that is out of range, of the wrong kind, or sent twice.',
  },
  blank_text: {
    status: 400,
    title: 'Nothing to look for',
    meaning: 'The text is empty or has no visible character. Send at least one word.',
  },
  text_too_long: {
    status: 400,
    title: 'Text too long',
    meaning: 'The text has more than 1,000 characters. Send a shorter one.',
  },
  invalid_query: {
    status: 400,
    title: 'Query can not be read',
    meaning:
      'The text uses the syntax of composed queries wrongly; the detail says at which character. Quotes make it plain text.',
  },
  nothing_to_seek: {
    status: 400,
    title: 'Nothing to look for',
    meaning: 'Nothing in the query has a weight above 0, or its parts cancel each other out.',
  },
  vector_of_other_model: {
    status: 400,
    title: 'Vector of another model',
    meaning:
      'The vector was made with another model than the catalogue is searched under; vectors of two models can not be compared. Make it anew with the model that answers name.',
  },
  unusable_photo: {
    status: 400,
    title: 'Unusable photo',
    meaning: 'The photo is damaged or can not be decoded; the detail says what the decoder found.',
  },
  photo_not_fetched: {
    status: 400,
    title: 'Photo not fetched',
    meaning:
      'The address of the photo answers, but not with a photo that can be had: not found, a loop, a wall.',
  },
  price_range_reversed: {
    status: 400,
    title: 'Price range is reversed',
    meaning: 'minPrice is above maxPrice, so nothing could match. Swap them.',
  },
  invalid_cursor: {
    status: 400,
    title: 'Invalid cursor',
    meaning:
      'The cursor is not one that this route gave out for this question. Start again without a cursor and pass nextCursor on unchanged.',
  },
  malformed_url: {
    status: 400,
    title: 'Malformed address',
    meaning: 'The address is not valid percent-encoded UTF-8, or holds a null character.',
  },
  invalid_body: {
    status: 400,
    title: 'Invalid body',
    meaning: 'The body is not the JSON object that this route takes.',
  },
  invalid_rate: {
    status: 400,
    title: 'Invalid exchange rate',
    meaning: 'The rate can not be set; the detail says why, such as which currency rates are in.',
  },
  invalid_schedule: {
    status: 400,
    title: 'Invalid schedule',
    meaning: 'The words are no schedule; the detail lists those that are understood.',
  },
  address_not_allowed: {
    status: 400,
    title: 'Address may not be fetched',
    meaning:
      'The address is not one on the public internet, or has a port of its own. The operator may allow its host with ALLOW_HOSTS.',
  },
  operator_token_required: {
    status: 401,
    title: 'Operator token required',
    meaning: 'This route is for operators: send the OPERATOR_TOKEN as a bearer token.',
  },
  operator_only_on_loopback: {
    status: 403,
    title: 'Only from this machine',
    meaning:
      'This route is for operators and no OPERATOR_TOKEN is set, so it answers only direct connections from the machine it runs on.',
  },
  cross_site_request: {
    status: 403,
    title: 'Request of another site',
    meaning:
      'A page of another site made this request; only programs and our own pages may change something.',
  },
  product_not_found: {
    status: 404,
    title: 'No such product',
    meaning: 'There is no product with this id.',
  },
  run_not_found: { status: 404, title: 'No such run', meaning: 'There is no run with this id.' },
  shop_not_found: {
    status: 404,
    title: 'No such shop',
    meaning: 'No shop has this id, address, host or name.',
  },
  model_not_found: {
    status: 404,
    title: 'No such model',
    meaning: 'No model has this id; /api/models lists those there are.',
  },
  collection_not_found: {
    status: 404,
    title: 'No such collection',
    meaning: 'No collection has this name or id, or the name is none that one could have.',
  },
  item_not_found: {
    status: 404,
    title: 'No such item',
    meaning: 'None of the collections has an item with this id.',
  },
  image_not_found: {
    status: 404,
    title: 'No such image',
    meaning: 'No image is stored under this sha256.',
  },
  problem_not_found: {
    status: 404,
    title: 'No such problem code',
    meaning: 'The API has no problem with this code; /api/problems lists them all.',
  },
  route_not_found: {
    status: 404,
    title: 'No such route',
    meaning: 'Nothing is served at this address; /api/docs lists what is.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'This address does not answer that method; the Allow header lists those it does.',
  },
  run_state_conflict: {
    status: 409,
    title: 'Not in this state',
    meaning: 'The run is in no state for that, such as resuming what is not paused; the detail says why.',
  },
  model_switch_conflict: {
    status: 409,
    title: 'Not in this state',
    meaning:
      'The models are in no state for that, such as switching before every photo is embedded; the detail says why.',
  },
  ambiguous_shop: {
    status: 409,
    title: 'More than one shop',
    meaning: 'Several shops have this name or host; the detail lists their ids.',
  },
  feedback_off: {
    status: 409,
    title: 'Feedback is off',
    meaning:
      'This service takes no feedback; the operator may switch it on with FEEDBACK=on. /api/about says it.',
  },
  photo_not_embedded: {
    status: 409,
    title: 'Photo not embedded',
    meaning:
      'The product has no embedded photo (of this number) that a query could be made of; it may still come.',
  },
  items_not_embedded: {
    status: 409,
    title: 'Items not embedded',
    meaning:
      'The items were embedded under another model than the active one; the operator embeds them anew with `lookalike collections refresh`.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    meaning: 'The body has more than 100 kB, or a form more than a photo of 20 MB and 64 kB beside it.',
  },
  photo_too_large: {
    status: 413,
    title: 'Photo too large',
    meaning: 'The photo has more than 20 MB or more than 50 megapixels.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Not a type that is read here',
    meaning:
      'The body must be JSON in UTF-8, not compressed, sent as application/json; a search takes multipart/form-data, too.',
  },
  not_a_photo: {
    status: 415,
    title: 'Not a photo',
    meaning:
      'What was sent or fetched is no JPEG, PNG, WebP, GIF, AVIF or TIFF image, whatever its name says.',
  },
  too_much_feedback: {
    status: 429,
    title: 'Too much feedback',
    meaning: 'More feedback comes in than is taken, from all senders together. Leave this one out.',
  },
  too_many_page_errors: {
    status: 429,
    title: 'Too many page errors',
    meaning: 'More pages fail than are logged, of all senders together. Leave this one out.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong',
    meaning: 'A fault on the server. The log has the details under the request id of this answer.',
  },
  photo_host_failed: {
    status: 502,
    title: 'Photo could not be fetched',
    meaning: 'The host of the photo did not answer, or with an error that may pass.',
  },
  too_many_photos: {
    status: 503,
    title: 'Too many photos at once',
    meaning: 'Other photos are being read just now. Try again after the seconds in Retry-After.',
  },
  too_many_questions: {
    status: 503,
    title: 'Too many questions at once',
    meaning: 'Other questions are being answered just now. Try again after the seconds in Retry-After.',
  },
  too_many_dry_runs: {
    status: 503,
    title: 'Too many dry runs at once',
    meaning: 'Other shops are being looked at just now. Try again after the seconds in Retry-After.',
  },
  database_unavailable: {
    status: 503,
    title: 'The catalogue cannot be reached',
    meaning: 'The database does not answer. Try again after the seconds in Retry-After.',
  },
  encoder_unavailable: {
    status: 503,
    title: 'The encoder cannot be reached',
    meaning:
      'The text or photo could not be turned into an embedding. Try again after the seconds in Retry-After.',
  },
  model_unavailable: {
    status: 503,
    title: 'The model cannot be loaded',
    meaning:
      'The files of the model are not here, or are not what they were. Put them in place and try again.',
  },
  queue_unavailable: {
    status: 503,
    title: 'The queue cannot be reached',
    meaning: 'Nothing can be started or stopped just now. Try again after the seconds in Retry-After.',
  },
  timed_out: {
    status: 503,
    title: 'No answer in time',
    meaning: 'The answer took longer than the server allows. Try again after the seconds in Retry-After.',
  },
  not_ready: {
    status: 503,
    title: 'Not ready',
    meaning: 'A part that the API needs does not answer; checks says which.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemCatalogue;

/** The codes, in the order of the catalogue. Object.keys loses the literal types that `satisfies` checked. */
export const problemCodes = Object.keys(problemCatalogue) as [ProblemCode, ...ProblemCode[]];

/** Seconds a client should wait after a 503: a restart of the database takes about this long. */
const retryAfterSeconds = 5;

export interface ProblemOptions {
  /** The query or path parameter that was wrong. */
  parameter?: string;
  /** Every parameter that was wrong, when there may be several. */
  errors?: { parameter: string; detail: string }[];
  /** State of the parts that the API needs (`not_ready` only). */
  checks?: Record<string, string>;
  /** Extra headers of the answer. */
  headers?: Record<string, string>;
  cause?: unknown;
}

/** Thrown anywhere in a request to answer it with a coded problem. `message` becomes its `detail`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.options = options;
  }

  get status(): number {
    return problemCatalogue[this.code].status;
  }
}

/** Writes a problem as the answer. Problems are never cached: the next answer may be a good one. */
export function sendProblem(
  response: Response,
  problem: Problem,
  { requestId, basePath }: { requestId: string | undefined; basePath: string },
): void {
  const kind = problemCatalogue[problem.code];
  const { parameter, errors, checks, headers } = problem.options;
  response.removeHeader('ETag');
  response.status(kind.status).set({ 'Cache-Control': 'no-store', ...headers });
  if (kind.status === 503) response.set('Retry-After', String(retryAfterSeconds));
  response.type('application/problem+json').send(
    JSON.stringify({
      type: `${basePath}/api/problems/${problem.code}`,
      title: kind.title,
      status: kind.status,
      detail: problem.message,
      code: problem.code,
      ...(parameter === undefined ? {} : { parameter }),
      ...(errors === undefined ? {} : { errors }),
      ...(checks === undefined ? {} : { checks }),
      ...(requestId === undefined ? {} : { requestId }),
    }),
  );
}

/** "404 Not Found", for documents. */
export function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim();
}
