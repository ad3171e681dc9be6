// Stands in for the thread that reads pages: does to itself what the page's text says, as no known page can.
import { parentPort, threadId } from 'node:worker_threads';
import type { ReadReply, ReadRequest } from '../../../scraper/page/reading-thread.ts';

const port = parentPort;
port?.on('message', ({ resource }: ReadRequest) => {
  const what = Buffer.from(resource.body).toString();
  if (what === 'hang') for (;;);
  if (what === 'exit') process.exit(3);
  if (what === 'throw') throw new Error('the page broke the parser');
  if (what === 'eat') {
    const eaten: unknown[] = [];
    for (let i = 0; ; i++) eaten[i % 1e6] = { i, before: eaten[i % 1e6] };
  }
  const me = {
    url: String(threadId),
    kind: 'page',
    lastModified: null,
    likelyProduct: false,
    group: '',
  } as const;
  const reply: ReadReply =
    what === 'refuse' ? { error: 'no such thing' } : { reading: { products: [], links: [me] } };
  port.postMessage(reply);
});
port?.postMessage({ ready: true } satisfies ReadReply);
