// Browsing, narrowing and judging in a real browser: facets, sliders, swatches, chips, pages, blurs.
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { DemoTap } from '../../apps/demo-shop/catalogue.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import {
  cards,
  expectCards,
  focused,
  photosShown,
  prices,
  shownTaps,
  taps,
  titles,
} from './reading-the-page.ts';
import { startWholeShop } from './whole-shop.ts';

const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 1000 } };

// A busy machine takes its time.
const soon = { timeout: 20_000 };
const filtersButton = (page: Page) => page.getByRole('button', { name: /^Filters( \d+)?$/ });
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
/** The number beside a value. */
const countBeside = async (value: Locator) =>
  Number(await value.locator('xpath=..').locator('small').textContent());

const withFeedback = { start: () => startWholeShop({ feedback: true }) };

inChromium('narrowing', withFeedback, ({ shop, open, visit }) => {
  /** The truth about what was scraped. */
  let stocked: DemoTap[] = [];

  beforeAll(async () => {
    const { rows } = await shop.parts.database.pool.query<{ url: string }>('select url from products');
    const slugs = rows.map(({ url }) => /([^/]+?)(\.html)?$/.exec(url)?.[1] ?? '');
    stocked = slugs.flatMap((slug) => taps.get(slug) ?? []);
  });

  const inTruth = (isIt: (tap: DemoTap) => boolean): number => stocked.filter(isIt).length;

  test('facets of the window count what the catalogue truly has, and narrow to it', async () => {
    const page = await visit('/', desktop);
    await filtersButton(page).click();
    const brand = page.getByRole('checkbox', { name: /^Merrow/ });
    expect(await countBeside(brand)).toBe(inTruth((tap) => tap.brand === 'Merrow'));
    const category = page.getByRole('radio', { name: /^Kitchen taps/ });
    expect(await countBeside(category)).toBe(inTruth((tap) => tap.category.includes('Kitchen taps')));

    await brand.check();
    await page.getByRole('checkbox', { name: /^Fjordhus/ }).check();
    await category.check();
    const fits = (tap: DemoTap) =>
      ['Merrow', 'Fjordhus'].includes(tap.brand) && tap.category.includes('Kitchen taps');
    await page
      .getByRole('status')
      .filter({ hasText: new RegExp(`^${inTruth(fits)} products`) })
      .waitFor();
    expect(new URL(page.url()).search).toBe('?brand=Merrow&brand=Fjordhus&category=Kitchen+taps');
    await expect.poll(async () => (await shownTaps(page)).every(fits), soon).toBe(true);
    // Each facet leaves its own filter out: what another brand would add is still said.
    const other = page.getByRole('checkbox', { name: /^Hollins Works/ });
    await expect
      .poll(() => countBeside(other), soon)
      .toBe(inTruth((tap) => tap.brand === 'Hollins Works' && tap.category.includes('Kitchen taps')));
    await photosShown(page);
    await screenshot(page, 'desktop-facets');
  });

  test('what would give nothing is grey and cannot be chosen, and keeps its place', async () => {
    const page = await visit('/', desktop);
    await filtersButton(page).click();
    const pots = page.getByRole('radio', { name: /^Pot fillers/ });
    const dear = Math.max(...stocked.map(({ price }) => price));
    await page
      .getByRole('button', { name: /^Show all/ })
      .first()
      .click();
    await pots.waitFor();
    expect(await pots.isEnabled()).toBe(true);
    const places = await page.locator('.facet-value span').allTextContents();
    await page.getByRole('textbox', { name: 'Lowest price' }).fill(String(Math.floor(dear)));
    await page.keyboard.press('Enter');
    await expect.poll(() => pots.isDisabled(), soon).toBe(true);
    expect(await page.locator('.facet-value span').allTextContents()).toEqual(places);
  });

  test('the price slider is moved by mouse and by keyboard, and stands by its amounts', async () => {
    const page = await visit('/?q=tap', desktop);
    const low = page.getByRole('slider', { name: 'Lowest price' });
    const high = page.getByRole('slider', { name: 'Highest price' });
    await high.waitFor();
    const [from, track] = [await high.boundingBox(), await page.locator('.slider-track').boundingBox()];
    if (!from || !track) throw new Error('The slider has no place on the page.');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width / 2, from.y + from.height / 2, { steps: 8 });
    // The amount follows the hand; the search waits for it to let go.
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Highest price' }).inputValue(), soon)
      .not.toBe('');
    expect(param(page, 'maxPrice')).toBeNull();
    await page.mouse.up();
    await expect.poll(() => param(page, 'maxPrice'), soon).not.toBeNull();
    const most = Number(param(page, 'maxPrice'));
    await expect.poll(async () => Math.max(...(await prices(page))), soon).toBeLessThanOrEqual(most);

    await low.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
    await expect.poll(() => param(page, 'minPrice'), soon).not.toBeNull();
    expect(await focused(page)).toBe('Lowest price');
    expect(await low.getAttribute('aria-valuetext')).toMatch(/^\$\d/);
    await expect
      .poll(async () => Math.min(...(await prices(page))), soon)
      .toBeGreaterThanOrEqual(Number(param(page, 'minPrice')));
    await low.press('Home');
    await expect.poll(() => param(page, 'minPrice'), soon).toBeNull();
  });

  test('a swatch keeps taps with that colour, and is chosen by keyboard too', async () => {
    const page = await visit('/', desktop);
    await expectCards(page, 24);
    const purple = page.getByRole('radio', { name: /^Purple/ });
    await purple.check();
    await expect.poll(() => param(page, 'color'), soon).toBe('purple');
    await expect.poll(() => page.locator('.grid-stale').count(), soon).toBe(0);
    const shown = (await shownTaps(page)).slice(0, 24);
    const purples = shown.filter(({ body, handles }) => [body, handles].includes('purple'));
    expect(purples.length / shown.length, shown.map(({ title }) => title).join('\n')).toBeGreaterThan(0.8);
    await photosShown(page);
    await screenshot(page, 'desktop-swatch');
    await purple.press('ArrowRight');
    await expect.poll(() => param(page, 'color'), soon).toBe('navy');
    await page.getByRole('radio', { name: 'Any colour' }).check();
    await expect.poll(() => new URL(page.url()).search, soon).toBe('');
  });

  test('the slider between colour and shape changes what is alike', async () => {
    const chosen = stocked.find(({ body, handles }) => body === 'red' && handles === 'red');
    const page = await visit(`/?q=${encodeURIComponent(chosen?.title ?? '')}`, desktop);
    await expectCards(page, 8);
    const [first] = await shownTaps(page, cards(page).first());
    await cards(page)
      .first()
      .getByRole('link', { name: /^Find similar/ })
      .click();
    await page.getByRole('heading', { name: 'Looks like it' }).waitFor();
    await expectCards(page, 24);
    const slider = page.getByRole('slider', { name: 'What is to be alike' });
    const firstTwelveAt = async (key: 'Home' | 'End', look: string) => {
      await slider.press(key);
      await expect.poll(() => param(page, 'look'), soon).toBe(look);
      await page.waitForLoadState('networkidle');
      await expect.poll(() => page.locator('.grid-stale').count(), soon).toBe(0);
      return (await shownTaps(page)).slice(0, 12);
    };
    const byColour = await firstTwelveAt('Home', '-1');
    expect(await slider.getAttribute('aria-valuetext')).toBe('Only the same colour');
    await screenshot(page, 'desktop-same-colour');
    const byShape = await firstTwelveAt('End', '1');
    await screenshot(page, 'desktop-same-shape');
    const colours = (some: DemoTap[]) => some.filter(({ body }) => body === first?.body).length;
    const shapes = (some: DemoTap[]) => some.filter(({ shape }) => shape === first?.shape).length;
    expect(colours(byColour)).toBeGreaterThan(colours(byShape));
    expect(shapes(byShape)).toBeGreaterThan(shapes(byColour));
  });

  test('chips name every filter, and each takes one away', async () => {
    const page = await visit('/?q=gold&maxPrice=400&available=true&brand=Merrow&color=gold', desktop);
    await expectCards(page, 1);
    const chips = page.getByRole('list', { name: 'Filters in force' });
    expect(await chips.getByRole('button').allTextContents()).toEqual([
      'Price to 400',
      'In stock',
      'Gold',
      'Merrow',
      'Clear filters',
    ]);
    await chips.getByRole('button', { name: 'Remove filter: Gold' }).click();
    await expect
      .poll(() => new URL(page.url()).search, soon)
      .toBe('?q=gold&maxPrice=400&available=true&brand=Merrow');
    await chips.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => new URL(page.url()).search, soon).toBe('?q=gold');
    expect(await chips.count()).toBe(0);
    await page.goBack();
    await chips.getByRole('button', { name: 'Remove filter: Merrow' }).waitFor();
  });

  test('on a phone the filters are a sheet that holds the keyboard, counts, and gives the focus back', async () => {
    const page = await visit('/?q=tap', phone);
    await expectCards(page, 24);
    await filtersButton(page).tap();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByRole('checkbox', { name: /^Merrow/ }).tap();
    const merrows = inTruth((tap) => tap.brand === 'Merrow');
    await sheet.getByRole('button', { name: `Show ${merrows} products` }).waitFor();
    await screenshot(page, 'phone-filters');
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const isOutside = await page.evaluate(() => {
        const focus = document.activeElement;
        return focus !== document.body && focus?.closest('dialog') === null;
      });
      expect(isOutside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet.count(), soon).toBe(0);
    expect(await focused(page)).toMatch(/^Filters/);
    expect((await shownTaps(page)).every(({ brand }) => brand === 'Merrow')).toBe(true);
    await filtersButton(page).tap();
    await sheet.getByRole('button', { name: /^Show \d+ products/ }).tap();
    await expect.poll(() => sheet.count(), soon).toBe(0);
  });

  test('where nothing fits, each filter says what its removal would give', async () => {
    const page = await visit('/?maxPrice=1&brand=Merrow', phone);
    await page.getByRole('heading', { name: 'Nothing fits that.' }).waitFor();
    const merrows = inTruth((tap) => tap.brand === 'Merrow');
    const removal = page.getByRole('button', { name: `Price to 1 ${merrows} products` });
    await removal.waitFor();
    await page.getByRole('button', { name: 'Merrow 0 products' }).waitFor();
    await screenshot(page, 'phone-empty-filters');
    await removal.click();
    await expectCards(page, 24);
    expect(new URL(page.url()).search).toBe('?brand=Merrow');
  });

  test('loosely related results begin behind a line that says so', async () => {
    const page = await visit('/?q=bicycle', desktop);
    const line = page.getByRole('heading', { name: 'Loosely related' });
    await line.scrollIntoViewIfNeeded();
    await screenshot(page, 'desktop-loose');
    const width = (await page.locator('.grid').boundingBox())?.width;
    expect((await page.locator('.grid-divider').boundingBox())?.width).toBe(width);
  });

  test('the number of pages stands in the address: a link, a reload and the way back show as many', async () => {
    const page = await visit('/?sort=price&pages=3', desktop);
    await expectCards(page, 72);
    await cards(page).nth(70).scrollIntoViewIfNeeded();
    await expect.poll(() => param(page, 'pages'), soon).toBe('4');
    await expectCards(page, 96);
    const before = (await titles(page)).slice(0, 96);
    await page.reload();
    await expectCards(page, 96);
    expect((await titles(page)).slice(0, 96)).toEqual(before);
    await cards(page)
      .nth(60)
      .getByRole('link', { name: /^Find similar/ })
      .click();
    await page.getByRole('heading', { name: 'Looks like it' }).waitFor();
    await page.goBack();
    await expectCards(page, 96);
    await expect
      .poll(async () => (await cards(page).nth(60).boundingBox())?.y ?? -1, soon)
      .toSatisfy((y: number) => y > -900 && y < 1000);
  });

  test('"Show more" is a link that loads in place, and the keyboard goes on with the first new card', async () => {
    const page = await visit('/?sort=price&pages=7', desktop);
    await expectCards(page, 168);
    const more = page.getByRole('link', { name: 'Show more' });
    expect(await more.getAttribute('href')).toBe('/?sort=price&pages=8');
    await more.press('Enter');
    await expectCards(page, 192);
    const next = await cards(page).nth(168).locator('.card-link').textContent();
    await expect.poll(() => focused(page), soon).toBe(next);
  });

  test('blurs stand in for photos that are slow, and nothing jumps', async () => {
    for (const [path, options] of [
      ['/', desktop],
      ['/?q=gold+purple&brand=Merrow', desktop],
      ['/?q=copper', phone],
      ['/similar/1', phone],
    ] as const) {
      const page = await open(options);
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/images/*.webp', async (route) => {
        await held;
        await route.continue();
      });
      await page.addInitScript(() => {
        const all: number[] = [];
        Object.assign(window, { shifts: all });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) all.push((entry as unknown as { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(path);
      await expectCards(page, 20);
      const blurs = page.locator('.grid .photo-blur');
      await expect.poll(() => blurs.count(), soon).toBeGreaterThan(10);
      const colours = await blurs.first().evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
        return new Set(data).size;
      });
      expect(colours, 'a blur has shades').toBeGreaterThan(8);
      if (path === '/?q=copper') await screenshot(page, 'phone-blurs');
      release();
      await expect.poll(() => cards(page).first().locator('.photo-loading').count(), soon).toBe(0);
      await page.waitForLoadState('networkidle');
      const sum = await page.evaluate(() =>
        (window as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0),
      );
      expect(sum, path).toBeLessThan(0.05);
      // Behind a photo that is there no blur is left.
      await expect.poll(() => cards(page).first().locator('.photo-blur').count(), soon).toBe(0);
    }
  });

  test('what was opened and what is unlike are told, with its place and question', async () => {
    const page = await visit('/?q=gold', desktop);
    await expectCards(page, 24);
    await cards(page).nth(0).locator('.card-link').click();
    await page.waitForURL('**/product/*');
    await page.goBack();
    await expectCards(page, 24);
    const unlike = cards(page)
      .nth(2)
      .getByRole('button', { name: /^Not like this/ });
    await unlike.click();
    // It leads the search away from itself, too.
    await expect.poll(() => param(page, 'q'), soon).toMatch(/unlike:\d+/);
    const told = async () => {
      const lines = (await (await fetch(`${shop.address}/api/feedback`)).text()).trim().split('\n');
      return lines.filter(Boolean).map((line) => JSON.parse(line));
    };
    await expect.poll(async () => (await told()).length, soon).toBe(2);
    const about = { query: { text: 'gold' }, model: 'starter' };
    expect(await told()).toMatchObject([
      { kind: 'click', position: 1, ...about },
      { kind: 'dislike', position: 3, ...about },
    ]);
  });

  test('where no feedback is taken, nothing is told', async () => {
    const page = await open(desktop);
    await page.route('**/api/about', (route) => route.fulfill({ json: { feedback: false } }));
    const told: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/feedback')) told.push(request.url());
    });
    await page.goto('/?q=gold');
    await expectCards(page, 24);
    await page.waitForLoadState('networkidle');
    await cards(page).nth(0).locator('.card-link').click();
    await page.waitForURL('**/product/*');
    await page.waitForLoadState('networkidle');
    expect(told).toEqual([]);
  });
});
