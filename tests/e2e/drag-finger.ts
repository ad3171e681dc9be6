// A finger put down on the middle of something, drawn across the screen and lifted.
import type { Locator, Page } from 'playwright-core';

const steps = 8;

export async function dragFinger(page: Page, what: Locator, by: { x: number; y: number }): Promise<void> {
  const box = await what.boundingBox();
  if (!box) throw new Error('There is nothing to put a finger on.');
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const debug = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove', part: number) =>
    debug.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: [{ x: from.x + by.x * part, y: from.y + by.y * part }],
    });
  await touch('touchStart', 0);
  for (let step = 1; step <= steps; step++) await touch('touchMove', step / steps);
  await debug.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await debug.detach();
}
