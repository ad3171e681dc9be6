// Reads a form with a photo (multipart/form-data) within hard limits, into the fields that a JSON body would have.
import { buffer } from 'node:stream/consumers';
import type { Request } from 'express';
import { Problem } from './problems.ts';

const largestPhoto = 20 * 1024 * 1024;
const largestRest = 64 * 1024;
const largestForm = largestPhoto + largestRest;
// As many as there are parameters; a thousand tiny parts would only keep the parser busy.
const mostFields = 64;
// A phone on a slow line sends 20 MB in this time at 5 Mbit/s; a place that is taken longer is taken from others.
const patienceMs = 30_000;

export function isForm(request: Request): boolean {
  return request.is('multipart/form-data') !== false;
}

/** @throws Problem */
export async function readForm(
  request: Request,
): Promise<{ fields: Record<string, unknown>; photo: Uint8Array | null }> {
  const contentType = request.headers['content-type'] ?? '';
  const bytes = await readBytes(request);
  requireFewFields(bytes, contentType);
  const form = await parseForm(bytes, contentType);
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (texts.reduce((sum, [, value]) => sum + value.length, 0) > largestRest) throw tooLarge();
  return { fields: fieldsOf(texts), photo: await photoOf(form) };
}

async function readBytes(request: Request): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw tooLarge();
  if (request.headers['content-encoding'] !== undefined) {
    throw new Problem('unsupported_media_type', 'The form must not be compressed.');
  }
  const late = AbortSignal.timeout(patienceMs);
  const stop = () => request.destroy();
  late.addEventListener('abort', stop);
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // What is over the limit is not kept; the answer says so before the rest was sent.
    if (size > largestForm) request.emit('error', tooLarge());
  });
  try {
    return Buffer.concat([await buffer(request)]);
  } catch (cause) {
    throw cause instanceof Problem
      ? cause
      : new Problem('invalid_body', 'The form was cut short.', { cause });
  } finally {
    late.removeEventListener('abort', stop);
  }
}

function requireFewFields(bytes: Buffer, contentType: string): void {
  const [, quoted, bare] = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType) ?? [];
  const boundary = `--${quoted ?? bare ?? ''}`;
  if (boundary === '--') throw new Problem('invalid_body', 'The Content-Type of the form names no boundary.');
  let count = 0;
  for (let at = bytes.indexOf(boundary); at !== -1; at = bytes.indexOf(boundary, at + boundary.length)) {
    count += 1;
    if (count > mostFields) throw new Problem('invalid_body', `The form has more than ${mostFields} fields.`);
  }
}

async function parseForm(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch (cause) {
    throw new Problem('invalid_body', 'The body is not a form as multipart/form-data.', { cause });
  }
}

/** `query` holds JSON as a body would; every other field is one of its fields, as it stands in an address. */
function fieldsOf(texts: readonly [string, string][]): Record<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, value] of texts) {
    const entries = name === 'query' ? Object.entries(parseQueryField(value)) : [simpleField(name, value)];
    for (const [key, content] of entries) {
      if (values.has(key)) throw sentTwice(key);
      values.set(key, content);
    }
  }
  const { crop, weight, ...fields } = Object.fromEntries(values);
  const image = { ...(crop === undefined ? {} : { crop }), ...(weight === undefined ? {} : { weight }) };
  if (Object.keys(image).length === 0) return fields;
  if (fields.image !== undefined) throw sentTwice('image');
  return { ...fields, image };
}

function parseQueryField(value: string): object {
  let query: unknown;
  try {
    query = JSON.parse(value);
  } catch (cause) {
    throw new Problem('invalid_body', 'query is not JSON.', { parameter: 'query', cause });
  }
  if (typeof query === 'object' && query !== null && !Array.isArray(query)) return query;
  throw new Problem('invalid_body', 'query must be a JSON object.', { parameter: 'query' });
}

function simpleField(name: string, value: string): [string, unknown] {
  // What is no number stays as it is, for the schema to refuse by its name.
  const numberOrText = (text: string) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);
  if (name === 'like' || name === 'unlike') return [name, value.split(',').map(numberOrText)];
  return [name, name === 'weight' ? numberOrText(value) : value];
}

async function photoOf(form: FormData): Promise<Uint8Array | null> {
  const files = [...form].flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [{ name, file: value }],
  );
  const other = files.find(({ name }) => name !== 'photo');
  if (other) {
    throw new Problem('unknown_parameter', `A file is sent as photo, not as ${other.name.slice(0, 60)}.`, {
      parameter: other.name.slice(0, 60),
    });
  }
  // A browser sends an empty file without a name where none was chosen.
  const chosen = files.filter(({ file }) => file.size > 0 || file.name !== '');
  if (chosen.length > 1) throw sentTwice('photo');
  const file = chosen[0]?.file;
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
}

function sentTwice(name: string): Problem {
  const parameter = name.slice(0, 60);
  return new Problem('invalid_parameter', `${parameter} was sent twice; send it once.`, { parameter });
}

function tooLarge(): Problem {
  return new Problem('body_too_large', 'A form may hold a photo of 20 MB and 64 kB beside it.', {
    // What is still on its way is not read, so the connection is of no more use.
    headers: { Connection: 'close' },
  });
}
