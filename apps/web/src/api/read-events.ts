// Reads server-sent events with fetch: a browser's EventSource can not send the operator token, nor a body.
import { apiUrl } from '../frame/base-path.ts';
import { strings } from '../strings/strings.ts';
import { ApiProblem, problemIn } from './api.ts';

export interface ServerEvent {
  event: string;
  /** Its data as JSON. */
  data: unknown;
}

/** @throws ApiProblem when the stream is refused or breaks off; what `signal` throws */
export async function* readEvents(
  path: string,
  request: { body?: unknown; signal: AbortSignal; headers?: Record<string, string> },
): AsyncGenerator<ServerEvent, void> {
  const { body, signal, headers } = request;
  try {
    const response = await fetch(apiUrl(path), {
      signal,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await problemIn(await response.json(), response);
    yield* eventsIn(response.body);
  } catch (cause) {
    if (signal.aborted || cause instanceof ApiProblem) throw cause;
    throw new ApiProblem(strings.error.unreachable, 0, null, { cause });
  }
}

async function* eventsIn(body: ReadableStream<Uint8Array> | null): AsyncGenerator<ServerEvent, void> {
  const reader = body
    ?.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let text = '';
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    const blocks = (text + chunk.value).split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks.flatMap(eventOf);
  }
}

/** A comment is no event. Exported for its test. */
export function eventOf(block: string): ServerEvent[] {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  const [event, data] = [fields.get('event'), fields.get('data')];
  return event === undefined || data === undefined ? [] : [{ event, data: JSON.parse(data) }];
}
