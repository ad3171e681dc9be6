// An operator switches the model at the desk: sees what it costs, watches, compares, switches, goes back, tidies up.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../apps/config.ts';
import { startAll } from '../../apps/start/start.ts';
import { registerModel } from '../../catalog/photos/models.ts';
import { readLocalModel } from '../../clip/local-model.ts';
import { makeSecondModel } from '../integration/second-model.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { overflow } from './reading-the-page.ts';
import { silence } from './silence.ts';
import type { WholeShop } from './whole-shop.ts';

const patience = { timeout: 240_000 };
let folder: string;

/** Every photo is embedded twice here, so a part of the demo shop has to do. */
async function start(): Promise<WholeShop> {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-models-'));
  const config = loadConfig({ PORT: '0', DATA_DIR: folder, MODEL: 'starter', LOG_LEVEL: 'silent' });
  const logger = pino({ level: 'silent' });
  const shop = await startAll({ config, progress: silence, logger, demoProducts: 24 });
  await shop.ready;
  return {
    ...shop,
    async close() {
      await shop.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const block = { timeoutMs: 300_000, start };
inChromium('the models at the operator’s desk', block, ({ shop, visit, forgive }) => {
  let page: Page;

  beforeAll(async () => {
    const local = await readLocalModel(await makeSecondModel(join(folder, 'second')));
    const { pool } = shop.parts.database;
    await registerModel(pool, { id: 'second-look', dimension: local.dimension }, { local });
  });

  async function openModels(options: BrowserContextOptions = {}) {
    page = await visit('/operator/models', options);
    page.setDefaultTimeout(60_000);
  }

  const card = (id: string) =>
    page.locator('.models-card').filter({ has: page.getByRole('heading', { name: id, exact: true }) });
  const button = (name: string) => page.getByRole('button', { name });
  const confirm = async (name: string) => {
    await button(name).click();
    await page.getByRole('group').getByRole('button', { name }).click();
  };
  const modelOfSearch = async () =>
    (await (await page.request.get('/api/search?q=gold')).json()).model as string;

  describe.each([
    ['desktop', {}],
    ['phone', phone],
  ])('on a %s', (device, options) => {
    beforeEach(() => openModels(options));

    test('a switch tells what it costs, and embeds while the old model answers', async () => {
      await card('starter').getByText('Answers searches').waitFor();
      await card('second-look').getByRole('button', { name: 'What would switching cost?' }).click();
      await page.getByText(/This machine manages [\d.,]+ a second/).waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await screenshot(page, `${device}-models-cost`);
      await page.getByRole('radio', { name: /^The stored pictures/ }).check();
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByRole('heading', { name: 'From starter to second-look' }).waitFor();
      expect(await modelOfSearch()).toBe('starter');
      await page.getByText('Ready', { exact: true }).waitFor(patience);
      await page.getByText(/(\d+) of \1 photos embedded again/).waitFor();
    });

    test('both models can be seen side by side before', async () => {
      await page.locator('.models-switch').getByRole('button', { name: 'Compare' }).click();
      await page.getByText('of the first ten are found by both').waitFor();
      await page.getByLabel('Queries, separated by semicolons').fill('gold tap; round black basin tap');
      await page.locator('.models-ask').getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('heading', { name: /^round black basin tap/ }).waitFor();
      expect(await page.locator('.models-query').count()).toBe(2);
      expect(await page.locator('.models-query').first().locator('.models-hits > li').count()).toBe(20);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await screenshot(page, `${device}-models-compare`);
      await button('Close').click();
    });

    test('switching and going back are each one question away', async () => {
      await confirm('Switch now');
      await card('second-look').getByText('Answers searches').waitFor();
      expect(await modelOfSearch()).toBe('second-look');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await screenshot(page, `${device}-models-switched`);
      const queue = await visit('/operator/queue', options);
      await queue.getByText('Embeds with second-look.').waitFor();
      await confirm('Go back to starter');
      await card('starter').getByText('Answers searches').waitFor();
      expect(await modelOfSearch()).toBe('starter');
    });
  });

  test('the vectors of a model that answers no more are let go of, on a phone', async () => {
    await openModels(phone);
    // Being refused for half a minute is an answer, which the browser also writes to its console.
    forgive(/status of 409/);
    // Searches that began with it may still need the other for a moment, which the desk says.
    const remove = card('second-look').getByRole('button', { name: 'Remove vectors' });
    for (;;) {
      await remove.first().click();
      await card('second-look').getByRole('group').getByRole('button', { name: 'Remove vectors' }).click();
      const gone = await card('second-look')
        .waitFor({ state: 'detached', timeout: 8_000 })
        .then(
          () => true,
          () => false, // it says why, and is asked again
        );
      if (gone) break;
    }
  });
});
