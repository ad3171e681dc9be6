// Boards in a real browser: kept by one press, arranged, shared, in step between tabs, and safe from what lies in storage.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { cards, expectCards, focused, overflow, photosShown, shownTaps, titles } from './reading-the-page.ts';

/** As `expect`, for what a page or the catalogue comes to in time. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 15_000 });

inChromium('boards', { timeoutMs: 90_000 }, ({ shop, visit }) => {
  const hearts = (page: Page) => page.getByRole('button', { name: /^Keep .* on a board$/ });
  const menu = (page: Page) => page.getByRole('dialog', { name: 'Keep it on' });
  const stored = (page: Page) =>
    page.evaluate(() => JSON.parse(localStorage.getItem('lookalike:boards') ?? 'null') as unknown);

  interface Kept {
    id: string;
    name: string;
    products: { id: number; title: string }[];
  }
  const boardOf = (name: string, ...products: { id: number; title: string }[]): Kept => ({
    id: `board${name.length}${products.length}`,
    name,
    products,
  });

  /** A page with these boards in its browser. */
  async function visitWith(boards: readonly unknown[], path: string, options?: BrowserContextOptions) {
    const page = await visit('/boards', options);
    await page.evaluate((value) => localStorage.setItem('lookalike:boards', JSON.stringify(value)), {
      version: 1,
      boards,
    });
    await page.goto(path);
    return page;
  }

  /** Products of the catalogue whose title has all of these words, as a board keeps them. */
  async function some(count: number, words: string): Promise<Kept['products']> {
    const answer = await fetch(`${shop.address}/api/search?limit=${count}&q=${encodeURIComponent(words)}`);
    const { results } = (await answer.json()) as { results: { product: { id: number; title: string } }[] };
    return results.map(({ product: { id, title } }) => ({ id, title }));
  }

  test('one press of the heart keeps a product; undo takes it off; the menu closes to where one was', async () => {
    const page = await visit('/?q=gold+purple');
    await expectCards(page, 24);
    const [title] = await titles(page);
    await hearts(page).first().click();
    await page.getByText('On “Favourites” now.').waitFor();
    await menu(page).waitFor();
    expect(
      await menu(page)
        .getByRole('checkbox', { name: /^Favourites/ })
        .isChecked(),
    ).toBe(true);
    await photosShown(page);
    await screenshot(page, 'desktop-board-menu');
    await page.keyboard.press('Escape');
    await menu(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe(`${title} is on a board; change which`);

    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => stored(page)).toEqual({ version: 1, boards: [] });
    expect(await hearts(page).count()).toBe(await cards(page).count());
  });

  test('by keyboard: keep, name a new board, tick and untick', async () => {
    const page = await visit('/?q=red');
    await expectCards(page, 24);
    await hearts(page).nth(1).focus();
    await page.keyboard.press('Enter');
    await menu(page).getByRole('checkbox').waitFor();
    await page.keyboard.press('Tab');
    expect(
      await menu(page)
        .getByRole('checkbox')
        .evaluate((box) => box === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Space');
    await page.getByText('Taken off “Favourites”.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Guest  bath\u200b');
    await page.keyboard.press('Enter');
    await page.getByText('On “Guest bath” now.').waitFor();
    await menu(page).waitFor({ state: 'hidden' });
    expect(await stored(page)).toMatchObject({
      boards: [
        { name: 'Guest bath', products: [{}] },
        { name: 'Favourites', products: [] },
      ],
    });

    await hearts(page).nth(3).click();
    await menu(page).waitFor();
    expect(
      await menu(page)
        .getByRole('checkbox', { name: /^Guest bath/ })
        .isChecked(),
    ).toBe(true);
    expect(
      await menu(page)
        .getByRole('checkbox', { name: /^Favourites/ })
        .isChecked(),
    ).toBe(false);
  });

  test('the list of boards: covers, deleting with a way back, and all there after a reload', async () => {
    const boards = [
      boardOf('Upstairs', ...(await some(5, 'gold purple'))),
      boardOf('Downstairs', ...(await some(2, 'chrome'))),
      boardOf('Nothing yet'),
    ];
    const page = await visitWith(boards, '/boards');
    await eventually(() => page.locator('.board-cover img').count()).toBe(6);
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-boards');
    await page.getByRole('button', { name: 'Delete board: Downstairs' }).click();
    await page.getByText('“Downstairs” is deleted.').waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Upstairs',
      'Nothing yet',
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Downstairs' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
      boards.map(({ name }) => name),
    );
  });

  test('a board is renamed and arranged by keyboard, and stays so', async () => {
    const products = await some(4, 'copper');
    const page = await visitWith([boardOf('Copper', ...products)], '/boards');
    await page.getByRole('link', { name: 'Copper' }).click();
    const grid = page.locator('.board-grid');
    await eventually(() => grid.locator('.card-title').allTextContents()).toEqual(
      products.map((one) => one.title),
    );

    await page.getByRole('button', { name: 'Rename' }).click();
    await page.keyboard.type('Kitchen');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Kitchen' }).waitFor();
    expect(await focused(page)).toBe('Rename');

    await page.getByRole('button', { name: 'Arrange' }).click();
    await grid
      .getByRole('button', { name: /^Move .* back$/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const [a, b, c, d] = products.map(({ title }) => title);
    await eventually(() => grid.locator('.card-title').allTextContents()).toEqual([b, c, a, d]);
    expect(await focused(page)).toBe(`Move ${a} back`);
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-board');
    await grid.getByRole('button', { name: `Take ${b} off this board` }).click();
    await page.reload();
    await eventually(() => grid.locator('.card-title').allTextContents()).toEqual([c, a, d]);
    expect(await page.title()).toBe('Kitchen · Lookalike');
  });

  test('two tabs are in step', async () => {
    const page = await visit('/?q=white');
    await expectCards(page, 24);
    const other = await page.context().newPage();
    await other.goto('/boards');
    await other.getByText('No boards yet.').waitFor();
    await hearts(page).first().click();
    await other.getByRole('heading', { name: 'Favourites' }).waitFor();
    await other.getByRole('button', { name: 'Delete board: Favourites' }).click();
    await eventually(() => hearts(page).count()).toBe(await cards(page).count());
  });

  test('a shared link shows the board elsewhere, changes nothing there, and can be kept', async () => {
    const products = await some(3, 'navy gold');
    const name = 'Für oben & <b>unten</b>';
    const page = await visitWith([boardOf(name, ...products)], '/boards');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Share link' }).click();
    await page.getByText('The link is copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());

    const friend = await visit(link);
    await friend.getByRole('heading', { level: 1, name }).waitFor();
    const grid = friend.locator('.board-grid');
    await eventually(() => grid.locator('.card-title').allTextContents()).toEqual(
      products.map((one) => one.title),
    );
    expect(await friend.getByRole('button', { name: 'Arrange' }).count()).toBe(0);
    expect(await stored(friend)).toBeNull();
    await friend.waitForLoadState('networkidle');
    await screenshot(friend, 'desktop-shared-board');
    await friend.getByRole('button', { name: 'Keep this board' }).click();
    await friend.getByRole('button', { name: 'Arrange' }).waitFor();
    expect(await stored(friend)).toMatchObject({ boards: [{ name, products }] });
  });

  test('more like this board: nothing that is on it, and of its looks', async () => {
    const page = await visitWith([boardOf('Golden', ...(await some(6, 'gold purple')))], '/boards');
    await page.getByRole('link', { name: 'Golden' }).click();
    const like = page.locator('.board-like article.card');
    await eventually(() => like.count()).toBeGreaterThanOrEqual(12);
    const onBoard = await page.locator('.board-grid .card-title').allTextContents();
    expect(
      (await like.locator('.card-title').allTextContents()).filter((one) => onBoard.includes(one)),
    ).toEqual([]);
    const first = (await shownTaps(page, like)).slice(0, 8);
    const related = first.filter((tap) => [tap.body, tap.handles].some((one) => /gold|purple/.test(one)));
    expect(related.length, first.map(({ title }) => title).join('\n')).toBeGreaterThanOrEqual(6);
    await page.getByRole('link', { name: 'Refine this search' }).click();
    await expectCards(page, 24);
    expect(new URL(page.url()).searchParams.get('q')).toMatch(/^like:\d+( like:\d+){5}$/);
  });

  test('a board of more than twenty says which of them are asked with', async () => {
    const page = await visitWith([boardOf('Many', ...(await some(30, 'black')))], '/boards');
    await page.getByRole('link', { name: 'Many' }).click();
    await page.getByText('Like the 20 products that are most typical of it').waitFor();
    await eventually(() => page.locator('.board-like article.card').count()).toBeGreaterThan(10);
  });

  test('what is gone, and what left the catalogue, is shown as such and can be taken off', async () => {
    const [gone, still] = await some(2, 'teal');
    if (!gone || !still) throw new Error('The demo shop has no teal taps.');
    await shop.parts.database.pool.query('update products set gone_at = now() where id = $1', [gone.id]);
    const left = { id: 987_654_321, title: 'The tap that was' };
    const page = await visitWith([boardOf('Old', gone, left, still)], '/boards');
    await page.getByRole('link', { name: 'Old' }).click();
    await page.getByText('No longer sold').waitFor();
    await page.getByText('No longer in the catalogue').waitFor();
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-board-gone');
    await page.getByRole('button', { name: 'Take The tap that was off this board' }).click();
    await eventually(() => page.locator('.board-grid .card').count()).toBe(2);
  });

  test('whatever lies in storage, the page stands', async () => {
    const page = await visit('/boards');
    for (const value of ['{', '[]', '{"boards":{}}', '{"version":9,"boards":[{"id":"<b>","name":1}]}']) {
      await page.evaluate((text) => localStorage.setItem('lookalike:boards', text), value);
      await page.goto('/boards');
      await page.getByText('No boards yet.').waitFor();
    }
    await page.goto('/boards/nosuchboard');
    await page.getByText('There is no such board in this browser.').waitFor();
    await page.goto('/boards/shared#ids=x');
    await page.getByRole('heading', { name: 'Nothing here.' }).waitFor();
  });

  test('a browser that keeps nothing says so, and the board is there until the page is left', async () => {
    const page = await visit('about:blank');
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.goto('/?q=gold');
    await expectCards(page, 24);
    await hearts(page).first().click();
    await page.getByText('This browser keeps nothing').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Boards' }).click();
    await page.getByRole('heading', { name: 'Favourites' }).waitFor();
  });

  test('a phone keeps, finds and arranges without scrolling sideways', async () => {
    const page = await visit('/?q=rose+gold', phone);
    await expectCards(page, 24);
    for (const nth of [0, 1, 2]) {
      await hearts(page).nth(nth).tap();
      await menu(page).waitFor();
      // Beside the menu and beside every card.
      await page.touchscreen.tap(4, 4);
      await menu(page).waitFor({ state: 'hidden' });
    }
    expect(await overflow(page)).toBe(0);
    await page.goto('/boards');
    await page.getByRole('link', { name: 'Favourites' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await overflow(page)).toBe(0);
    await screenshot(page, 'phone-boards');
    await page.getByRole('link', { name: 'Favourites' }).tap();
    await page.getByRole('button', { name: 'Arrange' }).tap();
    await page.waitForLoadState('networkidle');
    expect(await overflow(page)).toBe(0);
    await screenshot(page, 'phone-board');
    const [first, second, third] = await page.locator('.board-grid .card-title').allTextContents();
    await page.getByRole('button', { name: `Move ${first} back`, exact: true }).tap();
    await eventually(() => page.locator('.board-grid .card-title').allTextContents()).toEqual([
      second,
      first,
      third,
    ]);
    await eventually(() => page.locator('.board-like article.card').count()).toBeGreaterThan(10);
    const products = await some(3, 'navy gold');
    const ids = products.map(({ id }) => id).join('.');
    const shared = await visit(`/boards/shared#name=Bath&ids=${ids}`, phone);
    await shared.getByRole('button', { name: 'Keep this board' }).tap();
    await shared.getByRole('button', { name: 'Arrange' }).waitFor();
    expect(await overflow(shared)).toBe(0);
  });
});
