// The made-up shop, served on loopback from a process of its own: `node shop-server.ts PRODUCTS` tells its address.
import { createServer } from 'node:http';
import { createShopPages } from './shop-pages.ts';

const answer = createShopPages(Number(process.argv[2]));

const server = createServer((request, response) => {
  const found = answer(request.url ?? '/', `http://${request.headers.host}`);
  response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
  response.end(found?.body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
