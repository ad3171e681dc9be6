// A real API on a free loopback port, asked over real HTTP.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiOptions, createApi, listen } from '../../../apps/api/server.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // Tests look into answers freely, after their schema was checked.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  json: any;
}

export interface TestApi {
  url: string;
  port: number;
  get(path: string, init?: RequestInit): Promise<Answer>;
  close(): Promise<void>;
}

/** What the API logged at warn and above, for tests that expect (or rule out) faults. */
export interface RecordingLogger {
  faults: { fields: object; message: string }[];
  debug(): void;
  info(): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function recordingLogger(): RecordingLogger {
  const faults: RecordingLogger['faults'] = [];
  const record = (fields: object, message: string) => void faults.push({ fields, message });
  return { faults, debug: () => {}, info: () => {}, warn: record, error: record };
}

export async function startTestApi(
  options: Omit<ApiOptions, 'logger' | 'webDir'> & Partial<ApiOptions>,
): Promise<TestApi> {
  const app = createApi({ logger: recordingLogger(), webDir: null, ...options });
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const url = `http://127.0.0.1:${port}`;
  return { url, port, get: (path, init) => ask(url + path, init), close: () => closeServer(server) };
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : null,
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
