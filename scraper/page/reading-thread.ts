// One worker thread that reads pages, one at a time; a page that hangs or kills it takes only itself along.
import { Worker } from 'node:worker_threads';
import { type FetchError, GiveUp, RetryLater } from '../fetch/fetch-errors.ts';
import type { FetchedResource } from '../fetch/fetched-resource.ts';
import type { PageKind, PageReading, ReadOptions } from './page-reading.ts';

/** Those of `readPage`. */
export type PageArguments = [resource: FetchedResource, kind: PageKind, options: ReadOptions];

/** A body arrives as a plain Uint8Array: threads know no Buffer. */
export type ReadRequest = {
  resource: Omit<FetchedResource, 'body'> & { body: Uint8Array<ArrayBuffer> };
  kind: PageKind;
  options: ReadOptions;
};
/** `ready`: the thread has started, which is no page's doing. */
export type ReadReply = { ready: true } | { reading: PageReading } | { error: string };

export interface ReadingThread {
  /** True once it can read no more. */
  readonly hasEnded: boolean;
  /** Not to be called again before the last call is answered. */
  read(...request: PageArguments): Promise<PageReading>;
  end(): Promise<void>;
}

export interface ReadingThreadSetup {
  timeLimitMs: number;
  heapMb: number;
  threadFile?: URL;
}

interface Page {
  resource: FetchedResource;
  resolve(reading: PageReading): void;
  reject(error: FetchError): void;
}

// No page's fault: loading the parsers takes half a second, and took over 10 s with every core taken by others.
const longestStartMs = 60_000;

const readingThread = new URL('./read-pages-thread.ts', import.meta.url);

export function startReadingThread(setup: ReadingThreadSetup): ReadingThread {
  const worker = new Worker(setup.threadFile ?? readingThread, {
    name: 'page reader',
    // Best effort: V8 kills the thread alone when small objects fill the heap, the process when one huge array does
    // (nodejs/node#47224). What holds is the parser's own limits; this bounds what they let through.
    // A young generation of 64 MB instead of V8's own choice takes 60 MB less at work and no more time; one of 24 MB
    // takes another 40 MB less, but copies each page's tree so often that reading takes 15 % longer.
    resourceLimits: { maxOldGenerationSizeMb: setup.heapMb, maxYoungGenerationSizeMb: 64 },
  });
  let page: Page | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isReady = false;
  let hasEnded = false;
  let why: ((resource: FetchedResource) => FetchError) | null = null;

  function settle(end: (page: Page) => void): void {
    clearTimeout(timer);
    // Idle, the thread must not keep a finished program alive.
    worker.unref();
    const settled = page;
    page = null;
    if (settled) end(settled);
  }

  function end(): Promise<void> {
    hasEnded = true;
    why ??= ({ url }) => new RetryLater(`${url} was not read: the page reader is closed.`, url);
    return worker.terminate().then(() => {});
  }

  function limitTo(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(readTooLong, ms);
  }

  function readTooLong(): void {
    why = (resource) =>
      unreadable(resource, `took longer than ${setup.timeLimitMs} ms to read`, 'too slow to read');
    void end();
  }

  worker.on('message', (reply: ReadReply) => {
    if ('ready' in reply) {
      isReady = true;
      if (page) limitTo(setup.timeLimitMs);
      return;
    }
    settle(({ resource, resolve, reject }) => {
      if ('reading' in reply) resolve(reply.reading);
      else reject(unreadable(resource, `can't be read (${reply.error})`, 'unreadable page'));
    });
  });
  worker.on('error', (cause: Error & { code?: string }) => {
    hasEnded = true;
    why ??= (resource) =>
      cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? unreadable(resource, `took more than ${setup.heapMb} MB to read`, 'too large to read', cause)
        : unreadable(resource, `can't be read (${cause.message})`, 'unreadable page', cause);
  });
  worker.once('exit', (code) => {
    hasEnded = true;
    const because =
      why ?? ((resource) => unreadable(resource, `ended its thread with code ${code}`, 'unreadable page'));
    settle(({ resource, reject }) => reject(because(resource)));
  });

  return {
    get hasEnded() {
      return hasEnded;
    },
    read(resource, kind, options) {
      return new Promise((resolve, reject) => {
        page = { resource, resolve, reject };
        worker.ref();
        limitTo(isReady ? setup.timeLimitMs : longestStartMs);
        // Copied (0.1 ms for a megabyte) and then handed over: the caller still stores what it fetched.
        const body = new Uint8Array(resource.body);
        const request: ReadRequest = { resource: { ...resource, body }, kind, options };
        worker.postMessage(request, [body.buffer]);
      });
    },
    end,
  };
}

/** With the status that the shop answered: the page is at fault, the shop is not down. */
function unreadable({ url, status }: FetchedResource, what: string, reason: string, cause?: Error): GiveUp {
  return new GiveUp(`${url} ${what}, so it was left out.`, url, { reason, status, cause });
}
