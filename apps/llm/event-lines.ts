// The data of server-sent events, one after the other, as they come in.

// An event is a few words of an answer; a megabyte without an end is no event stream.
const longestEvent = 1_000_000;

export async function* eventsIn(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string, void> {
  if (!body) return;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestEvent) throw new Error('An event is too long.');
    const events = text.split(/\r?\n\r?\n/);
    text = events.pop() ?? '';
    yield* events.flatMap(dataOf);
  }
  yield* dataOf(text);
}

/** Comments and other fields are no data. */
function dataOf(event: string): string[] {
  const lines = event.split(/\r?\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
  return lines.length > 0 ? [lines.join('\n')] : [];
}
