// Serves the built pages: hashed assets for ever, index.html always fresh, 404 for what is not a page.

import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { compressedAssets } from './compressed-assets.ts';

const forEver = 'public, max-age=31536000, immutable';

/** Addresses that the pages' own router answers. */
const pagePaths = [
  '/',
  '/similar/:id',
  '/product/:id',
  '/boards',
  '/boards/:id',
  '/map',
  '/ask',
  '/try',
  '/axis',
  '/operator',
  '/operator/{*section}',
];

export interface Pages {
  /** Holds the built index.html and assets/; null if there are no pages. */
  webDir: string | null;
  /** Path prefix that the pages live under; empty at the root. */
  basePath: string;
}

export function mountPages(app: Express, { webDir, basePath }: Pages): void {
  if (webDir === null) {
    app.get('/', pointer);
    return;
  }
  const page = { webDir, basePath };
  app.use('/assets', compressedAssets(join(webDir, 'assets'), forEver));
  app.use(files(webDir));
  app.get(pagePaths, async (_request, response) => {
    if (!(await sendIndex(response, page, 200))) sendPointer(response);
  });
  // The pages show their own "not found", under the status that says so.
  app.get('/{*path}', async (request, response, next) => {
    if (!isForPeople(request) || !(await sendIndex(response, page, 404))) next();
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
      response.set('Cache-Control', isHashed ? forEver : 'no-cache');
    },
  });
}

/** False if there is no index.html (it is being built); nothing was sent then. */
async function sendIndex(
  response: Response,
  { webDir, basePath }: { webDir: string; basePath: string },
  status: number,
): Promise<boolean> {
  let html: string;
  try {
    html = await readFile(join(webDir, 'index.html'), 'utf8');
  } catch {
    return false; // not built, or being built anew
  }
  response.status(status).set('Cache-Control', 'no-cache').type('html').send(placed(html, basePath));
  return true;
}

/** The page asks for its files beside itself; every page has one index.html, so they are named from the root. */
function placed(html: string, basePath: string): string {
  return html
    .replaceAll(/(src|href)="\.\//g, `$1="${basePath}/`)
    .replace('name="base-path" content=""', `name="base-path" content="${basePath}"`);
}

const pointer: RequestHandler = (_request, response) => sendPointer(response);

function sendPointer(response: Response): void {
  response
    .status(200)
    .set('Cache-Control', 'no-store')
    .type('text/plain')
    .send('This is Lookalike. Its pages are not built here; the API is described at /api/docs\n');
}
