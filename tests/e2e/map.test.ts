// The map in a real browser that draws WebGL by its processor: dots, photos, names, search, keyboard, phone, and without.
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { DemoTap } from '../../apps/demo-shop/catalogue.ts';
import { readMappable } from '../../catalog/map/mappable-products.ts';
import { exportPoints } from '../../catalog/map/read-map.ts';
import { drawMap } from '../../workers/map/draw-map.ts';
import { expectAccessible } from './accessible.ts';
import { phone, screenshot } from './chromium.ts';
import { type InChromium, inChromium } from './in-chromium.ts';
import { overflow, taps } from './reading-the-page.ts';

inChromium('the map', { timeoutMs: 90_000, drawsWebgl: true }, ({ shop, open, visit }) => {
  beforeAll(async () => {
    await drawMap({ db: shop.parts.database.pool, model: 'starter' });
  });

  /** Test machines draw slowly. */
  const soon = <Value>(read: () => Promise<Value> | Value) => expect.poll(read, { timeout: 20_000 });
  const map = (page: Page) => page.getByRole('application');

  /** How many of the map's pixels differ from the ground, which is the colour of its corner. */
  async function inkOn(page: Page): Promise<number> {
    const { width, height } = (await map(page).boundingBox()) ?? { width: 0, height: 0 };
    const png = (await page.locator('.map-canvas').screenshot()).toString('base64');
    return page.evaluate(
      async ([data, wide, high]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const context = Object.assign(document.createElement('canvas'), {
          width: wide,
          height: high,
        }).getContext('2d');
        context?.drawImage(image, 0, 0);
        const pixels = context?.getImageData(0, 0, Number(wide), Number(high)).data ?? [];
        let ink = 0;
        for (let i = 0; i < pixels.length; i += 4) {
          if (Math.abs((pixels[i] ?? 0) - (pixels[40_004] ?? 0)) > 24) ink++;
        }
        return ink;
      },
      [png, Math.floor(width), Math.floor(height)] as const,
    );
  }

  test('every product is a dot, groups have names, and axe finds nothing', async () => {
    const page = await visit('/map');
    await map(page).waitFor();
    await page.getByText(`${taps.size} products`).waitFor();
    await soon(() => page.locator('.map-label').count()).toBeGreaterThanOrEqual(5);
    expect(await inkOn(page)).toBeGreaterThan(5_000);
    expect(await page.getByRole('heading', { level: 3 }).count()).toBeGreaterThanOrEqual(5);
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-map');
    await expectAccessible(page);
  });

  test('closer, photos appear, and one leads to its product; back returns to the same place', async () => {
    const page = await visit('/map');
    await page.locator('.map-label').first().click();
    await soon(() => page.locator('.map-photo img').count()).toBeGreaterThan(3);
    await soon(() =>
      page
        .locator('.map-photo img')
        .evaluateAll((all) => all.every((img) => (img as HTMLImageElement).naturalWidth > 0)),
    ).toBe(true);
    await page.waitForTimeout(900);
    await screenshot(page, 'desktop-map-close');
    const photo = page.locator('.map-photo').first();
    const [href, before] = [await photo.getAttribute('href'), await photo.boundingBox()];
    await photo.click();
    await soon(() => new URL(page.url()).pathname).toBe(href);
    await page.goBack();
    const again = page.locator(`.map-photo[href="${href}"]`);
    await again.waitFor();
    expect((await again.boundingBox())?.x).toBeCloseTo(before?.x ?? 0, -1);
  });

  test('a search is lit where it lies, the rest is dim, and the address keeps it', async () => {
    const page = await visit('/map');
    await map(page).waitFor();
    const field = page.getByRole('searchbox', { name: 'Find on the map' });
    await field.fill('gold purple');
    await field.press('Enter');
    await page.getByText(/^\d+ lit$/).waitFor();
    expect(new URL(page.url()).search).toBe('?q=gold+purple');
    await page.waitForTimeout(1_200);
    await screenshot(page, 'desktop-map-search');
    await page.getByRole('button', { name: 'Put out the lights' }).click();
    await soon(() => new URL(page.url()).search).toBe('');
  });

  test('the mouse shows what a dot is, drags the map, and the wheel zooms where it points', async () => {
    const page = await visit('/map');
    const box = (await map(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const label = await findDot(page, (x, y) => page.mouse.move(x, y));
    const named = (await label.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await soon(() => page.locator('.map-card').textContent()).toMatch(/\$/);
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 140, box.y + 100, { steps: 5 });
    await page.mouse.up();
    const moved = (await label.boundingBox()) ?? named;
    expect(moved.x - named.x).toBeCloseTo(100, -1);
    expect(moved.y - named.y).toBeCloseTo(60, -1);
    await page.mouse.move(moved.x + moved.width / 2, moved.y + moved.height * 1.5);
    await page.mouse.wheel(0, -600);
    await soon(() => page.locator('.map-photo').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  test('the keyboard alone moves, zooms and opens a product', async () => {
    const page = await visit('/map', { reducedMotion: 'reduce' });
    await map(page).focus();
    for (const key of ['ArrowRight', '+', '+', 'ArrowDown']) await page.keyboard.press(key);
    await soon(() => page.locator('.map-card a').count()).toBe(1);
    const title = await page.locator('.map-card a').textContent();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title ?? '' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/product\/\d+$/);
  });

  test('a phone taps a dot for its card, never scrolls sideways, and reads in German', async () => {
    const page = await visit('/map', { ...phone, locale: 'de-DE', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Alles nach Aussehen' }).waitFor();
    await findDot(page, (x, y) => page.touchscreen.tap(x, y));
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'phone-map-dark');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.locator('.map-card a').tap();
    await soon(() => new URL(page.url()).pathname).toMatch(/^\/product\/\d+$/);
  });

  test('without WebGL the page says so and lists what is on it', async () => {
    const page = await open();
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto('/map');
    await page.getByText('needs WebGL 2').waitFor();
    const region = page.getByRole('heading', { level: 3 }).first().getByRole('link');
    const href = await region.getAttribute('href');
    expect(href).toMatch(/^\/similar\/\d+$/);
    await region.click();
    await page.getByRole('heading', { name: 'Looks like it' }).waitFor();
  });

  test('neighbours on the map share a finish or a shape far beyond chance, nearly as often as by their vectors', async () => {
    const db = shop.parts.database.pool;
    const bySku = await tapsById(db);
    const points = await exportPoints(db, 'starter');
    const vectors = await readMappable(db, 'starter', { afterId: 0, limit: 1000 });
    const onMap = agreement(points, bySku, (one, other) => Math.hypot(one.x - other.x, one.y - other.y));
    const products = vectors.map(({ productId, vector }) => ({ id: productId, vector }));
    const inSpace = agreement(
      products,
      bySku,
      (one, other) => -one.vector.reduce((sum, x, i) => sum + x * (other.vector[i] ?? 0), 0),
    );
    const byChance = agreement(points, bySku, (one, other) => Math.sin(one.id * 7919 + other.id * 104_729));
    console.info('same finish or shape among the ten nearest:', { onMap, inSpace, byChance });
    expect(onMap).toBeGreaterThan(2.5 * byChance);
    expect(onMap).toBeGreaterThan(0.75 * inSpace);
  });

  async function tapsById(
    db: InChromium['shop']['parts']['database']['pool'],
  ): Promise<Map<number, DemoTap>> {
    const { rows } = await db.query<{ id: number; url: string }>('select id, url from products');
    const slug = (url: string) =>
      url
        .split('/')
        .at(-1)
        ?.replace(/\.html$/, '') ?? '';
    return new Map(
      rows.flatMap(({ id, url }) => {
        const tap = taps.get(slug(url));
        return tap ? [[id, tap] as const] : [];
      }),
    );
  }

  /** The share of the ten nearest of each that have its shape, or a finish of it. */
  function agreement<Item extends { id: number }>(
    items: readonly Item[],
    known: ReadonlyMap<number, DemoTap>,
    gap: (one: Item, other: Item) => number,
  ): number {
    const shares = items.map((item) => {
      const nearest = items
        .filter((other) => other !== item)
        .map((other) => ({ other, gap: gap(item, other) }))
        .sort((one, other) => one.gap - other.gap)
        .slice(0, 10);
      const [own] = [known.get(item.id)];
      return nearest.filter(({ other }) => own && isKin(own, known.get(other.id))).length / 10;
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }

  const isKin = (one: DemoTap, other: DemoTap | undefined) =>
    other !== undefined &&
    (one.shape === other.shape || (one.body === other.body && one.handles === other.handles));
});

/**
 * Points at a dot. Names stand over dots of theirs, but which lies where is up to the drawing: looks around one name
 * after the other, and returns the name where there is one.
 */
async function findDot(page: Page, point: (x: number, y: number) => Promise<void>): Promise<Locator> {
  const card = page.locator('.map-card a');
  await page.locator('.map-label').first().waitFor();
  for (const label of await page.locator('.map-label').all()) {
    for (const heights of [1.5, 2, -0.5, -1]) {
      const named = await label.boundingBox({ timeout: 1_000 });
      if (!named) continue;
      await point(named.x + named.width / 2, named.y + named.height * heights);
      const isThere = await card.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false, // no dot there
      );
      if (isThere) return label;
    }
  }
  throw new Error('There is no dot near any name.');
}
