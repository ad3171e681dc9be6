// Reads pages in worker threads, so that parsing a large one never keeps the event loop from answering searches.
import { RetryLater } from '../fetch/fetch-errors.ts';
import type { FetchedResource } from '../fetch/fetched-resource.ts';
import type { PageKind, PageReading, ReadOptions } from './page-reading.ts';
import { type PageArguments, type ReadingThread, startReadingThread } from './reading-thread.ts';

export interface PageReader {
  /**
   * What `readPage` returns for the same arguments. `resource` stays usable: the thread gets a copy of its body.
   *
   * To use it in a crawl, make one reader per process, await it where `readPage` was called, and catch what it
   * throws as a failed fetch of that page.
   * @throws GiveUp for a page that took too long or too much memory, RetryLater once the reader is closed
   */
  read(resource: FetchedResource, kind: PageKind, options: ReadOptions): Promise<PageReading>;
  /** Ends every thread; pages that are waiting or being read fail with RetryLater. */
  close(): Promise<void>;
}

export interface PageReaderOptions {
  /** Most threads at once, up to 150 MB each at work; default 2, so that a page which hangs stops no other shop. */
  threads?: number;
  /** For one page, its thread's start not included; default 30000. The slowest saved page takes under 200, alone on a core. */
  timeLimitMs?: number;
  /** JavaScript heap of one thread; default 512. A page of 1.4 MB takes about 30. */
  heapMb?: number;
  /** A thread without work ends after this; default 20000. */
  idleMs?: number;
  /** What a thread runs; another file only in tests. */
  threadFile?: URL;
}

interface Waiting {
  request: PageArguments;
  resolve(reading: PageReading): void;
  reject(error: unknown): void;
}

const defaults = { threads: 2, timeLimitMs: 30_000, heapMb: 512, idleMs: 20_000 };

/** Starts nothing before the first page. Idle threads don't keep the process alive. */
export function createPageReader(options: PageReaderOptions = {}): PageReader {
  const settings = { ...defaults, ...options };
  const threads = new Set<ReadingThread>();
  const idle: { thread: ReadingThread; timer: NodeJS.Timeout }[] = [];
  const waiting: Waiting[] = [];
  let closed = false;

  function takeThread(): ReadingThread | null {
    // The one that worked last: with little to do the others reach the end of their idle time.
    for (let rested = idle.pop(); rested; rested = idle.pop()) {
      clearTimeout(rested.timer);
      if (!rested.thread.hasEnded) return rested.thread;
      threads.delete(rested.thread);
    }
    if (threads.size >= settings.threads) return null;
    const thread = startReadingThread(settings);
    threads.add(thread);
    return thread;
  }

  function startNext(): void {
    while (waiting.length > 0) {
      const thread = takeThread();
      const next = thread && waiting.shift();
      if (!next) return;
      void serve(thread, next);
    }
  }

  async function serve(thread: ReadingThread, { request, resolve, reject }: Waiting): Promise<void> {
    await thread.read(...request).then(resolve, reject);
    if (thread.hasEnded) threads.delete(thread);
    else if (!closed) rest(thread);
    startNext();
  }

  function rest(thread: ReadingThread): void {
    const end = () => {
      idle.splice(idle.indexOf(entry), 1);
      threads.delete(thread);
      void thread.end();
    };
    const entry = { thread, timer: setTimeout(end, settings.idleMs).unref() };
    idle.push(entry);
  }

  return {
    read(...request) {
      if (closed) return Promise.reject(closedError(request));
      return new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        startNext();
      });
    },
    async close() {
      closed = true;
      for (const { request, reject } of waiting.splice(0)) reject(closedError(request));
      for (const { timer } of idle.splice(0)) clearTimeout(timer);
      await Promise.all([...threads].map((thread) => thread.end()));
      threads.clear();
    },
  };
}

function closedError([{ url }]: PageArguments): RetryLater {
  return new RetryLater(`${url} was not read: the page reader is closed.`, url);
}
