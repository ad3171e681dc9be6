// A small server on loopback that speaks OpenAI's chat completions, streaming, and answers what a test tells it to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
  role: string;
  content: string;
}

export interface ChatRequest {
  messages: Message[];
  headers: Record<string, string | string[] | undefined>;
  stream: boolean;
  model: string;
  temperature?: number;
}

/** A text is streamed in small pieces; a function does as it likes. */
type Reply = string | ((response: ServerResponse) => void);

export interface OpenAiServer {
  baseUrl: string;
  requests: ChatRequest[];
  /** Answers by this from now on. */
  reply: (request: ChatRequest) => Reply;
  close(): Promise<void>;
}

export async function startOpenAiServer(): Promise<OpenAiServer> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const asked: ChatRequest = { ...JSON.parse(body), headers: request.headers };
      running.requests.push(asked);
      if (request.url !== '/v1/chat/completions') return response.writeHead(404).end();
      const reply = running.reply(asked);
      if (typeof reply === 'function') return reply(response);
      streamText(response, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const running: OpenAiServer = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: [],
    reply: () => '',
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return running;
}

/** Whether it is asked to understand a question, rather than to answer it. */
export const isAboutFilters = ({ messages }: ChatRequest): boolean =>
  messages[0]?.content.includes('search filters') ?? false;

/** Three characters at a time: citations and letters of several bytes are cut anywhere. */
export function streamText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (delta: object) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`);
  response.write(': a comment\n\n');
  event({ role: 'assistant' });
  for (let at = 0; at < text.length; at += 3) event({ content: text.slice(at, at + 3) });
  response.end('data: [DONE]\n\n');
}
