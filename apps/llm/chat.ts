// Talks to a language model: any server that speaks OpenAI's chat completions, hosted or on the operator's own machine.
import { eventsIn } from './event-lines.ts';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface Chat {
  /** What the server calls the model. */
  readonly model: string;
  /**
   * The answer, piece by piece as it is written.
   *
   * @throws LlmFailed in one sentence; what `signal` throws
   */
  stream(messages: readonly ChatMessage[], options: ChatOptions): AsyncGenerator<string, void>;
}

export interface ChatOptions {
  signal: AbortSignal;
  /** Longest answer. Default 800 tokens. */
  maxTokens?: number;
}

export interface ChatSettings {
  /** Up to the version, such as `https://api.openai.com/v1` or `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  model: string;
  /** Sent as a bearer token; left out, none is. */
  apiKey?: string | undefined;
  /** Longest silence: before the first piece, and between two. Default 60,000. */
  silenceMs?: number;
}

/** The model gave no answer; the message is one sentence, without the key and without what the server said. */
export class LlmFailed extends Error {
  override readonly name = 'LlmFailed';
}

// A model on a laptop reads a prompt for half a minute before it says a word.
const defaultSilenceMs = 60_000;
// What we ask for fits into a tenth of it; a model that has lost its way must not fill our memory.
const mostCharacters = 40_000;

export function createChat({ baseUrl, model, apiKey, silenceMs = defaultSilenceMs }: ChatSettings): Chat {
  const url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`;
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream, application/json',
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  // Some servers and models refuse one or the other; those that do are asked without from then on.
  let takesLimits = true;
  const ask = (request: { messages: readonly ChatMessage[]; maxTokens: number; signal: AbortSignal }) =>
    // A redirect would carry the key to whoever it names.
    fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model,
        messages: request.messages,
        stream: true,
        ...(takesLimits ? { temperature: 0, max_tokens: request.maxTokens } : {}),
      }),
      redirect: 'error',
      signal: request.signal,
    });
  return {
    model,
    async *stream(messages, { signal, maxTokens = 800 }) {
      const silence = watchSilence(silenceMs);
      const request = { messages, maxTokens, signal: AbortSignal.any([signal, silence.signal]) };
      let characters = 0;
      try {
        let response = await ask(request);
        if (response.status === 400 && takesLimits) {
          takesLimits = false;
          await response.body?.cancel();
          response = await ask(request);
        }
        if (!response.ok) throw new LlmFailed(`The language model's server answered ${response.status}.`);
        for await (const piece of piecesOf(response)) {
          silence.heard();
          characters += piece.length;
          if (characters > mostCharacters) return;
          if (piece !== '') yield piece;
        }
      } catch (cause) {
        if (signal.aborted || cause instanceof LlmFailed) throw cause;
        if (silence.signal.aborted)
          throw new LlmFailed(`The language model said nothing for ${silenceMs / 1000} seconds.`, { cause });
        throw new LlmFailed("The language model's server can't be reached, or broke off.", { cause });
      } finally {
        silence.end();
      }
    },
  };
}

/** The whole answer at once. Throws what `stream` throws. */
export async function complete(
  chat: Chat,
  messages: readonly ChatMessage[],
  options: ChatOptions,
): Promise<string> {
  let text = '';
  for await (const piece of chat.stream(messages, options)) text += piece;
  return text;
}

/** Servers that can't stream answer with one document. */
async function* piecesOf(response: Response): AsyncGenerator<string, void> {
  if (!response.headers.get('content-type')?.includes('text/event-stream')) {
    yield textIn(await response.json().catch(unreadable), 'message');
    return;
  }
  for await (const data of eventsIn(response.body)) {
    if (data === '[DONE]') return;
    yield textIn(parse(data), 'delta');
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    return unreadable(cause);
  }
}

function unreadable(cause: unknown): never {
  throw new LlmFailed("The language model's server answered what is no chat completion.", { cause });
}

/** The text of the first choice; empty where a piece has none, as the first and last often do. */
function textIn(answer: unknown, part: 'message' | 'delta'): string {
  if (typeof answer !== 'object' || answer === null) return unreadable(undefined);
  if ('error' in answer) throw new LlmFailed("The language model's server reported an error.");
  const choices: unknown = Reflect.get(answer, 'choices');
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const holder: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, part) : undefined;
  const content: unknown =
    typeof holder === 'object' && holder !== null ? Reflect.get(holder, 'content') : undefined;
  return typeof content === 'string' ? content : '';
}

function watchSilence(limitMs: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), limitMs);
  return { signal: controller.signal, heard: () => timer.refresh(), end: () => clearTimeout(timer) };
}
