// Serves the built pages: hashed assets for ever, index.html always fresh, 404 for what is not a page.
import { join, sep } from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';

/** Addresses that the pages' own router answers. */
const pagePaths = ['/', '/similar/:id', '/product/:id'];

/** `webDir` holds the built index.html and assets/, or is null if there are no pages. */
export function mountPages(app: Express, webDir: string | null): void {
  if (webDir === null) {
    app.get('/', pointer);
    return;
  }
  app.use(files(webDir));
  app.get(pagePaths, async (_request, response) => {
    if (!(await sendIndex(response, webDir, 200))) sendPointer(response);
  });
  // The pages show their own "not found", under the status that says so.
  app.get('/{*path}', async (request, response, next) => {
    if (!isForPeople(request) || !(await sendIndex(response, webDir, 404))) next();
  });
}

/** Whether the answer should be a page: programs, and addresses meant for them, get a problem instead. */
function isForPeople(request: Request): boolean {
  return !/^\/(api|images)(\/|$)/.test(request.path) && request.accepts(['json', 'html']) === 'html';
}

function files(webDir: string): RequestHandler {
  const assets = join(webDir, 'assets') + sep;
  return express.static(webDir, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      // Vite writes a hash of the content into the names under assets/.
      const isHashed = path.startsWith(assets);
      response.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** False if there is no index.html (it is being built); nothing was sent then. */
function sendIndex(response: Response, webDir: string, status: number): Promise<boolean> {
  response.status(status);
  const options = { root: webDir, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } };
  return new Promise((resolve) => {
    response.sendFile('index.html', options, (error?: Error) => {
      resolve(error === undefined || response.headersSent);
    });
  });
}

const pointer: RequestHandler = (_request, response) => sendPointer(response);

function sendPointer(response: Response): void {
  response
    .status(200)
    .set('Cache-Control', 'no-store')
    .type('text/plain')
    .send('This is Lookalike. Its pages are not built here; the API is described at /api/docs\n');
}
