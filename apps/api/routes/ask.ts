// POST /api/ask: a question in plain words, answered from the catalogue, as it is written or all at once.
import type { Response } from 'express';
import { z } from 'zod';
import { type AskEvent, ask } from '../../ask/ask.ts';
import { resolveQuery } from '../../composed/composed-query.ts';
import { type AskAnswer, askAnswer, askBody } from '../ask-schemas.ts';
import { answered, defineRoute, tookMs } from '../define-route.ts';
import { openEventStream } from '../event-stream.ts';
import { noParams, noQuery } from '../parameters.ts';
import { requestIdOf } from '../request-log.ts';
import type { ApiServices } from '../services.ts';

// A language model on a small machine writes for a minute and more.
const longestAnswerMs = 180_000;

export const askRoute = defineRoute({
  method: 'post',
  path: '/api/ask',
  id: 'ask',
  tag: 'search',
  summary: 'A question in plain words, answered from the products of the catalogue',
  query: noQuery,
  params: noParams,
  body: askBody,
  answer: askAnswer,
  events: z.string().meta({
    description:
      'Unless stream=false: `understood` and `products`, then `text` ({text}) for each piece of the answer, `end` last, with the fields of AskAnswer; `problem` ({detail}) instead of `end` when it breaks off.',
  }),
  withinMs: longestAnswerMs,
  problems: ['blank_text', 'text_too_long', 'encoder_unavailable', 'too_many_questions'],
  async answerTo(services, { body, response, startedAt }) {
    const { question, limit, stream } = body;
    services.askGate.enter();
    const asked = askedOf(services, { question, limit, response });
    const end = () => ({ model: services.modelId, tookMs: tookMs(startedAt) });
    if (!stream) {
      try {
        return await collect(question, asked, end);
      } finally {
        services.askGate.leave();
      }
    }
    try {
      // Before anything is sent, what is wrong can still be said with a status.
      const first = await asked.next();
      sendEvents(services, { response, first, rest: asked, end })
        .catch((error: unknown) => {
          services.logger.error({ err: error, requestId: requestIdOf(response) }, 'an answer broke off');
        })
        .finally(services.askGate.leave);
    } catch (error) {
      services.askGate.leave();
      throw error;
    }
    return answered;
  },
});

type EndFields = () => Pick<AskAnswer, 'model' | 'tookMs'>;

function askedOf(
  services: ApiServices,
  { question, limit, response }: { question: string; limit: number; response: Response },
): AsyncGenerator<AskEvent, void> {
  const { db, modelId, chat, textVectors, vocabulary, logger } = services;
  vocabulary.touch();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return ask(question, {
    db,
    model: modelId,
    resolve: (query) => resolveQuery(query, { ...services, embedText: (text) => textVectors.embed(text) }),
    chat,
    signal: AbortSignal.any([gone.signal, AbortSignal.timeout(longestAnswerMs)]),
    limit,
    onLlmFailed: (err) => logger.warn({ err, requestId: requestIdOf(response) }, 'the language model failed'),
  });
}

async function collect(
  question: string,
  events: AsyncGenerator<AskEvent, void>,
  end: EndFields,
): Promise<AskAnswer> {
  let answer = '';
  const all: object[] = [];
  for await (const { event, data } of events) {
    if (event === 'text') answer += data.text;
    else all.push(data);
  }
  // Every event but `text` comes once: together they have all the fields.
  return Object.assign({ question, answer: answer.trim() || null }, ...all, end()) as AskAnswer;
}

async function sendEvents(
  { heartbeatMs }: Pick<ApiServices, 'heartbeatMs'>,
  answer: {
    response: Response;
    first: IteratorResult<AskEvent, void>;
    rest: AsyncGenerator<AskEvent, void>;
    end: EndFields;
  },
): Promise<void> {
  const { response, first, rest, end } = answer;
  const stream = openEventStream(response, heartbeatMs);
  const send = ({ event, data }: AskEvent) =>
    stream.send(event, JSON.stringify(event === 'end' ? { ...data, ...end() } : data));
  try {
    if (!first.done) await send(first.value);
    for await (const event of rest) await send(event);
  } catch (error) {
    if (stream.gone.aborted) return;
    await stream.send('problem', JSON.stringify({ detail: 'The answer broke off; ask again.' }));
    throw error;
  } finally {
    stream.end();
  }
}
