// Finds a Chromium on this machine and opens pages in it that remember what they complained about.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// WebGL by the processor, since test machines have no graphics card; it is slow, so only for those who draw by it.
const webgl = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const shots = fileURLToPath(new URL('../../test-results/', import.meta.url));

/** For `openPage`, which opens it when nothing else is said. */
export const desktop = { viewport: { width: 1280, height: 900 } };

/** For `openPage`: a phone held upright. */
export const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

/** The executable named by CHROMIUM, else one in a usual place, else null. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return named;
  return usualPlaces.find((path) => existsSync(path)) ?? null;
}

/** @param more arguments for its command line */
export async function launchChromium(
  more: readonly string[] = [],
  { drawsWebgl = false } = {},
): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error('No Chromium found: install the package chromium, or set CHROMIUM to its executable.');
  }
  return chromium.launch({
    executablePath,
    args: [...quiet, ...(drawsWebgl ? webgl : ['--disable-gpu']), ...more],
  });
}

/**
 * A page in a context of its own. `complaints` gathers console errors and uncaught exceptions of every page of this
 * context, each with the address of the page it was on.
 */
export async function openPage(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL,
    ...desktop,
    locale: 'en-US',
    ...options,
  });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    complaints.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`${error.page()?.url()}: ${error.error()}`));
  return { page: await context.newPage(), complaints };
}

/** Keeps what the page looks like under test-results/, for people. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
