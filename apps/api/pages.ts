// Serves the built pages: hashed assets for ever, index.html fresh, and a 404 page for what is not a page.
import { join, sep } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Addresses that the page's own router answers; anything else is not found. */
const pagePaths = ['/', '/similar/:id', '/product/:id'];

/** `webDir` holds the built index.html and assets/, or null if there are no pages. */
export function pages(webDir: string | null): RequestHandler {
  const router = Router();
  if (webDir === null) router.get('/', pointer);
  else servePages(router, webDir);
  return router;
}

function servePages(router: Router, webDir: string): void {
  const assets = join(webDir, 'assets') + sep;
  router.use(
    express.static(webDir, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        // Vite writes a hash of the content into the names under assets/.
        const isHashed = path.startsWith(assets);
        response.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get(pagePaths, (_request, response, next) => {
    const options = { root: webDir, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } };
    // An index.html that is missing (the pages are being built) is answered like no pages at all.
    response.sendFile('index.html', options, (error?: Error) => {
      if (error !== undefined && !response.headersSent) pointer(_request, response, next);
    });
  });
}

const pointer: RequestHandler = (_request, response) => {
  response
    .set('Cache-Control', 'no-store')
    .type('text/plain')
    .send('This is Lookalike. Its pages are not built here; the API is described at /api/docs\n');
};

export const notFoundPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Not found · Lookalike</title>
  </head>
  <body>
    <main>
      <h1>There is no page here</h1>
      <p>The address may be mistyped, or the page may have moved.</p>
      <p><a href="/">Go to the search page</a></p>
    </main>
  </body>
</html>
`;
