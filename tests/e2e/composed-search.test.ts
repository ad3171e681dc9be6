// Say it, show it, crop it: suggestions, queries of several parts, and photos from everywhere, in a real browser.
import { setTimeout } from 'node:timers/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { phone, screenshot } from './chromium.ts';
import { dragFinger } from './drag-finger.ts';
import { inChromium } from './in-chromium.ts';
import { cards, expectCards, photosShown, searchField, shownTaps, taps, titles } from './reading-the-page.ts';

/** As long as a busy machine takes. */
const soon = { timeout: 15_000 };

inChromium('searching with more than words', {}, ({ shop, visit, forgive }) => {
  /** A tap of the demo shop, with its photo as the shop shows it. */
  let tap: { title: string; photoUrl: string; photo: Buffer };

  beforeAll(async () => {
    tap = await readTap('industrial purple');
  });

  async function readTap(words: string) {
    const ask = async (path: string) => (await fetch(shop.address + path)).json();
    const { results } = await ask(`/api/search?limit=1&q=${encodeURIComponent(words)}`);
    const { title, photos } = await ask(`/api/products/${results[0].product.id}`);
    const photo = Buffer.from(await (await fetch(photos[0].url)).arrayBuffer());
    return { title, photoUrl: photos[0].url, photo };
  }

  const suggested = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  const chips = (page: Page) => page.locator('.asked-chip');
  const queryOf = (page: Page) => new URL(page.url()).searchParams;
  const pick = (page: Page, buffer: Buffer, name = 'tap.jpg', mimeType = 'image/jpeg') =>
    page.setInputFiles('input[type=file]', { name, mimeType, buffer });

  /** Drops or pastes as the system would: with the file in the event's data. */
  async function give(page: Page, event: 'drop' | 'paste', given: { file: Buffer } | { text: string }) {
    const data = await page.evaluateHandle(
      ({ base64, text }) => {
        const transfer = new DataTransfer();
        if (text !== null) transfer.setData('text/plain', text);
        if (base64 !== null) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], 'tap.jpg', { type: 'image/jpeg' }));
        }
        return transfer;
      },
      'text' in given
        ? { text: given.text, base64: null }
        : { text: null, base64: given.file.toString('base64') },
    );
    if (event === 'drop') {
      await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
      await page.getByText('Drop it to search with it').waitFor();
      await page.dispatchEvent('body', 'drop', { dataTransfer: data });
      await page.getByText('Drop it to search with it').waitFor({ state: 'detached' });
      return;
    }
    await page.evaluate((clipboardData) => {
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, data);
  }

  async function pickAndCrop(options?: BrowserContextOptions): Promise<Page> {
    const page = await visit('/', options);
    await pick(page, tap.photo);
    await expectTapFirst(page);
    await page.getByRole('button', { name: 'Choose a part' }).click();
    await page.getByRole('heading', { name: 'Looks like this part' }).waitFor();
    return page;
  }

  async function expectTapFirst(page: Page) {
    await page.getByRole('heading', { name: 'Looks like your photo' }).waitFor();
    await expectCards(page, 24);
    expect((await titles(page))[0]).toBe(tap.title);
  }

  describe('suggestions', () => {
    test('are walked with the arrow keys; Escape keeps what was typed, Enter searches for it', async () => {
      const page = await visit('/');
      await searchField(page).pressSequentially('goose');
      const options = suggested(page);
      await options.first().waitFor();
      expect(await searchField(page).getAttribute('aria-expanded')).toBe('true');
      await photosShown(page);
      await screenshot(page, 'desktop-suggestions');
      await searchField(page).press('ArrowDown');
      await searchField(page).press('ArrowDown');
      expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
      const active = await searchField(page).getAttribute('aria-activedescendant');
      expect(await options.nth(1).getAttribute('id')).toBe(active);
      await searchField(page).press('Escape');
      await options.first().waitFor({ state: 'detached' });
      expect(await searchField(page).inputValue()).toBe('goose');
      await searchField(page).press('Enter');
      await page.waitForURL(/\?q=goose$/);
    });

    test('of a product lead to it, of a brand to what it has', async () => {
      const page = await visit('/', phone);
      await searchField(page).pressSequentially(tap.title.slice(0, 16));
      await suggested(page).filter({ hasText: tap.title }).first().waitFor();
      await screenshot(page, 'phone-suggestions');
      await searchField(page).press('ArrowDown');
      await searchField(page).press('Enter');
      await page.waitForURL(/\/product\/\d+$/);
      await page.goto('/');
      const [some] = taps.values();
      const brand = some?.brand ?? '';
      await searchField(page).fill(brand.slice(0, 5));
      await suggested(page).filter({ hasText: brand }).first().click();
      await page.waitForURL(/brand=/);
      expect(queryOf(page).get('brand')).toBe(brand);
      expect(await searchField(page).inputValue()).toBe('');
    });
  });

  describe.each([
    ['desktop', {}],
    ['phone', phone],
  ] as const)('on a %s', (device, options) => {
    test('a query is put together and taken apart, and its address brings it back', async () => {
      const page = await visit('/?q=gold', options);
      await expectCards(page, 24);
      await page.getByRole('button', { name: 'should not look like' }).click();
      await page.keyboard.type('chrome');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=gold\+-chrome$/);
      expect(await searchField(page).inputValue()).toBe('gold -chrome');

      await expect.poll(() => page.locator('.grid-stale').count(), soon).toBe(0);
      const [plus] = await titles(page);
      await cards(page).first().hover();
      await cards(page).first().getByRole('button', { name: 'More like this one, too' }).click();
      await page.waitForURL(/q=gold\+-chrome\+like:\d+$/);
      await expect.poll(() => chips(page).count(), soon).toBe(3);
      await expect.poll(() => chips(page).nth(2).textContent(), soon).toContain(plus);
      await expect.poll(async () => (await titles(page)).includes(plus ?? ''), soon).toBe(false);
      const gold = (await shownTaps(page)).slice(0, 8).filter(({ body }) => /gold|brass/.test(body));
      expect(gold.length).toBeGreaterThanOrEqual(6);
      await photosShown(page);
      await screenshot(page, `${device}-composed`);

      await page.getByRole('button', { name: 'Less of it: chrome' }).click();
      await page.waitForURL(/-chrome:0\.5/);
      await page.reload();
      await expect.poll(() => chips(page).count(), soon).toBe(3);
      await page.getByRole('button', { name: 'Remove: chrome' }).click();
      await page.waitForURL(/q=gold\+like:\d+$/);
      // The nudge took the place of its own entry: one step back is to three parts, one more to two.
      await page.goBack();
      await page.waitForURL(/-chrome:0\.5/);
      await page.goBack();
      await page.waitForURL(/q=gold\+-chrome$/);
      await expect.poll(() => chips(page).count(), soon).toBe(2);
    });

    test('a large photo that lies on its side is sent small and upright, and finds its tap first', async () => {
      const { width = 0, height = 0 } = await sharp(tap.photo).metadata();
      const large = await sharp(tap.photo)
        .resize(width * 5, height * 5)
        .rotate(-90)
        .withMetadata({ orientation: 6 })
        .jpeg({ quality: 100 })
        .toBuffer();
      const page = await visit('/', options);
      await expectCards(page, 24);
      const sending = page.waitForRequest((request) => request.method() === 'POST');
      await pick(page, large);
      const sent = Number((await (await sending).allHeaders())['content-length']);
      expect(sent).toBeLessThan(large.length / 4);
      expect(sent).toBeLessThan(500_000);
      await expectTapFirst(page);
      await photosShown(page);
      await screenshot(page, `${device}-photo`);

      await page.reload();
      await expectTapFirst(page);
      await page.goBack();
      await page.getByRole('heading', { name: 'In the window' }).waitFor();
      await page.goForward();
      await expectTapFirst(page);
      await page.getByRole('img', { name: 'The photo you search with' }).waitFor();
    });

    test('a frame on the photo is moved by keyboard, and the results follow', async () => {
      const page = await visit('/', options);
      await pick(page, tap.photo);
      await expectTapFirst(page);
      await expectCards(page, 24);
      const whole = await titles(page);
      await page.getByRole('button', { name: 'Choose a part' }).click();
      await page.waitForURL(/crop=0\.2,0\.2,0\.6,0\.6/);
      await page.getByRole('heading', { name: 'Looks like this part' }).waitFor();
      await expect.poll(() => titles(page), soon).not.toEqual(whole);

      const corner = page.getByRole('button', { name: 'Bottom right corner' });
      await corner.focus();
      for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowUp');
      await page.waitForURL((url) => !url.search.includes('0.2,0.2,0.6,0.6'));
      await expectCards(page, 24);
      await photosShown(page);
      await screenshot(page, `${device}-crop`);
      const [, , , tall] = (queryOf(page).get('crop') ?? '').split(',').map(Number);
      expect(tall).toBeLessThan(0.6);

      await page.goBack();
      await expectTapFirst(page);
      expect(queryOf(page).get('crop')).toBeNull();
    });

    test('a photo is dropped anywhere, or pasted, or its address is', async () => {
      const page = await visit('/', options);
      await expectCards(page, 24);
      await give(page, 'drop', { file: tap.photo });
      await expectTapFirst(page);
      await page.goto('/');
      await expectCards(page, 24);
      await give(page, 'paste', { file: tap.photo });
      await expectTapFirst(page);
      await page.goto('/');
      await expectCards(page, 24);
      await give(page, 'paste', { text: tap.photoUrl });
      await expectTapFirst(page);
      expect(queryOf(page).get('photo')).toBe(tap.photoUrl);
    });
  });

  test.each([
    ['a photo of one’s own', '**/api/search', () => pickAndCrop()],
    ['a product’s photo', '**/similar?*crop=*', () => visit('/similar/1?photo=1&crop=0.2,0.2,0.6,0.6')],
  ])(
    'a frame that moves fast on %s asks one thing at a time, and a busy server again',
    async (_, route, start) => {
      const page = await start();
      await expectCards(page, 12);
      let underWay = 0;
      let most = 0;
      let answers = 0;
      await page.route(route, async (asked) => {
        underWay += 1;
        most = Math.max(most, underWay);
        answers += 1;
        const busy = { status: 503, headers: { 'retry-after': '1' }, json: { code: 'too_many_photos' } };
        // A server that is slow, and too busy for the second one.
        await setTimeout(500);
        // Before the page is answered: what it asks then may arrive here sooner than we hear that it was.
        underWay -= 1;
        await (answers === 2 ? asked.fulfill(busy) : asked.continue()).catch(() => {}); // the page may have hung up
      });
      const corner = page.getByRole('button', { name: 'Bottom right corner' });
      await corner.focus();
      await page.locator('.crop-frame img').evaluate((photo: HTMLImageElement) => photo.decode());
      for (let i = 0; i < 10; i++) {
        await page.keyboard.press('Shift+ArrowUp');
        await page.waitForTimeout(220);
      }
      await expect.poll(() => page.locator('.grid-stale').count(), soon).toBe(0);
      await page.waitForLoadState('networkidle');
      expect(most).toBe(1);
      expect(answers).toBeLessThan(10);
      expect(await page.getByRole('alert').count()).toBe(0);
      forgive(/status of 503/);
    },
  );

  test('a key that comes before the photo leaves the frame where it is', async () => {
    const page = await visit('/');
    const photos = Promise.withResolvers<void>();
    await page.route('**/images/**', async (asked) => {
      await photos.promise;
      await asked.continue().catch(() => {}); // the page may have moved on
    });
    await page.goto('/similar/1?photo=1&crop=0.2,0.2,0.6,0.6');
    const corner = page.getByRole('button', { name: 'Bottom right corner' });
    await corner.focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.waitForTimeout(400);
    expect(queryOf(page).get('crop')).toBe('0.2,0.2,0.6,0.6');
    photos.resolve();
    await page.locator('.crop-frame img').evaluate((photo: HTMLImageElement) => photo.decode());
    await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => queryOf(page).get('crop'), soon).not.toBe('0.2,0.2,0.6,0.6');
    expect(queryOf(page).get('crop')).toMatch(/^0\.2,0\.2,0\.\d+,0\.\d+$/);
  });

  test('the address of a photo is typed, and its link works anywhere; that of a file says why it does not', async () => {
    const page = await visit('/?q=gold');
    await searchField(page).fill(tap.photoUrl);
    await searchField(page).press('Enter');
    await page.waitForURL(/photo=http/);
    // The words were not lost, and the address became a part of its own.
    expect(queryOf(page).get('q')).toBe('gold');
    expect(await searchField(page).inputValue()).toBe('gold');
    const link = page.url().replace('q=gold&', '');
    const elsewhere = await visit(link.slice(shop.address.length));
    await expectTapFirst(elsewhere);

    await pick(page, tap.photo);
    await page.waitForURL(/photo=file/);
    const another = await visit(page.url().slice(shop.address.length));
    await another.getByText('kept only in the browser it was chosen in').waitFor();
  });

  test('a part of a product’s photo is searched with, beside what else narrows its likes', async () => {
    const page = await visit('/?q=industrial+purple');
    await cards(page)
      .first()
      .getByRole('link', { name: /^Find similar/ })
      .click();
    await expectCards(page, 24);
    const whole = await titles(page);
    await page.getByRole('switch', { name: 'In stock' }).click();
    await page.getByRole('button', { name: 'Search with a part of this photo' }).click();
    await page.waitForURL(/photo=1&crop=0\.2,0\.2,0\.6,0\.6&available=true/);
    const frame = page.getByRole('button', { name: 'Bottom right corner' });
    await frame.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+ArrowLeft');
    await expect.poll(() => titles(page), soon).not.toEqual(whole);
    await photosShown(page);
    await screenshot(page, 'desktop-product-crop');
    await page.getByRole('button', { name: 'Search with a part of this photo' }).click();
    await page.waitForURL(/similar\/\d+\?available=true$/);
  });

  test('a finger draws the frame on a phone: on a photo of one’s own and on a product’s', async () => {
    const page = await pickAndCrop(phone);
    const own = page.getByRole('button', { name: 'Bottom right corner' });
    await dragFinger(page, own, { x: -30, y: -40 });
    await page.waitForURL((url) =>
      /crop=0\.2\d*,0\.2\d*,0\.[45]\d*,0\.[345]/.test(decodeURIComponent(url.search)),
    );
    await expectCards(page, 24);

    await page.goto('/similar/1');
    await page.getByRole('button', { name: 'Search with a part of this photo' }).tap();
    await page.waitForURL(/photo=1&crop=0\.2,0\.2,0\.6,0\.6/);
    await dragFinger(page, page.locator('.ord-nw'), { x: 30, y: 30 });
    await page.waitForURL((url) => /crop=0\.[34]/.test(decodeURIComponent(url.search)));
    await photosShown(page);
    await screenshot(page, 'phone-product-crop');
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  describe('what can not be searched with', () => {
    test.each([
      ['a text', Buffer.from('#!/bin/sh'), 'note.txt', 'text/plain', 'This is no photo'],
      [
        'a drawing',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
        'a.svg',
        'image/svg+xml',
        'This is no photo',
      ],
      ['a broken photo', Buffer.from('\xff\xd8\xff broken', 'latin1'), 'a.jpg', 'image/jpeg', 'is damaged'],
    ])('%s says why, and all stays as it was', async (_, bytes, name, type, says) => {
      const page = await visit('/?q=gold');
      await expectCards(page, 24);
      const before = await titles(page);
      await searchField(page).fill('half typed');
      await pick(page, bytes, name, type);
      await page.getByRole('alert').filter({ hasText: says }).waitFor();
      expect(await searchField(page).inputValue()).toBe('half typed');
      expect(await titles(page)).toEqual(before);
      expect(new URL(page.url()).search).toBe('?q=gold');
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await page.getByRole('alert').waitFor({ state: 'detached' });
    });

    test.each([
      ['a private address', () => 'http://169.254.169.254/latest/meta-data', 'public web only'],
      ['a page', () => new URL('/', tap.photoUrl).href, 'no photo at this address'],
      ['an address without a photo', () => `${tap.photoUrl}.gone`, 'No photo could be fetched'],
    ])('%s says why, and can be mended', async (_, address, says) => {
      forgive(/status of (400|502|415)/);
      const page = await visit('/?q=gold');
      await expectCards(page, 24);
      await searchField(page).fill(address());
      await searchField(page).press('Enter');
      await page.getByRole('alert').filter({ hasText: says }).waitFor();
      expect(await searchField(page).inputValue()).toBe(address());
      expect(new URL(page.url()).search).toBe('?q=gold');
    });

    test('any photo, on a server that takes none: it says so, and the words still work', async () => {
      forgive(/status of 503/);
      const page = await visit('/');
      await page.route('**/api/search', (route) =>
        route.fulfill({ status: 503, json: { code: 'encoder_unavailable', status: 503 } }),
      );
      await pick(page, tap.photo);
      await page.getByText('can’t search with photos').waitFor();
      await page.unroute('**/api/search');
      await page.getByRole('button', { name: 'Remove: your photo' }).click();
      await expectCards(page, 24);
    });

    test('only what it should not be asks for what it should', async () => {
      forgive(/status of 400/);
      const page = await visit('/?q=-chrome');
      await page.getByText('Say what it should look like').waitFor();
    });
  });
});
