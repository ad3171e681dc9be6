// A block of tests in Chromium against one whole shop, or what it exported; no page may complain on its console.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

export interface InChromium {
  /** From when the first hook of the block runs. */
  shop: Pick<WholeShop, 'address' | 'parts'>;
  /** An empty page in a context of its own, closed after the test. */
  open(options?: BrowserContextOptions, address?: string): Promise<Page>;
  /** The same, gone to a path of the shop or of `address`. */
  visit(path: string, options?: BrowserContextOptions, address?: string): Promise<Page>;
  /** Says that this test makes the browser complain so; anything else on a console still fails it. */
  forgive(complaint: RegExp): void;
  /** What the pages of this test complained of so far, forgiven or not. */
  complaints(): string[];
}

/** What the pages come from. */
export interface Served {
  address: string;
  /** Of a whole shop. */
  parts?: WholeShop['parts'];
  close(): Promise<void>;
}

export interface InChromiumOptions {
  /** How long a test may take; default one minute. */
  timeoutMs?: number;
  /** Default the whole demo shop. */
  start?: () => Promise<Served>;
  /** Default false, as drawing it on the processor is slow. */
  drawsWebgl?: boolean;
}

export function inChromium(
  name: string,
  { timeoutMs = 60_000, start = startWholeShop, drawsWebgl = false }: InChromiumOptions,
  tests: (block: InChromium) => void,
): void {
  // On CI a missing browser must fail (in beforeAll); elsewhere the journeys are listed as skipped.
  const skip = findChromium() === null && !process.env.CI;
  describe.skipIf(skip)(name, { timeout: timeoutMs }, () => {
    let browser: Browser | undefined;
    let shop: Served | undefined;
    let opened: Awaited<ReturnType<typeof openPage>>[] = [];
    let forgiven: RegExp[] = [];
    const running = () => started(shop);
    const complaints = () => opened.flatMap((one) => one.complaints);

    beforeAll(async () => {
      browser = await launchChromium([], { drawsWebgl });
      shop = await start();
    }, 300_000);
    afterAll(async () => {
      await browser?.close();
      await shop?.close();
    }, 60_000);
    afterEach(async () => {
      await Promise.all(
        opened.map(async ({ page }) => {
          // What a test answers for the server may still be due: closing the page under it is no fault of the page.
          await page.unrouteAll({ behavior: 'ignoreErrors' });
          await page.context().close();
        }),
      );
      const unforgiven = complaints().filter((text) => !forgiven.some((one) => one.test(text)));
      opened = [];
      forgiven = [];
      expect(unforgiven, 'what pages wrote to their console').toEqual([]);
    });

    const open: InChromium['open'] = async (options, address = running().address) => {
      const one = await openPage(started(browser), address, options);
      opened.push(one);
      return one.page;
    };
    tests({
      shop: {
        get address() {
          return running().address;
        },
        get parts() {
          return started(running().parts);
        },
      },
      open,
      async visit(path, options, address) {
        const page = await open(options, address);
        await page.goto(path);
        return page;
      },
      forgive: (complaint) => void forgiven.push(complaint),
      complaints,
    });
  });
}

function started<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('Nothing is started yet: ask in a hook or a test.');
  return part;
}
