// Asks axe whether everybody can use the page as it stands, with the page's own content-security policy in force.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { desktop, phone } from './chromium.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

export interface Screen {
  viewport: { width: number; height: number };
  colorScheme: 'light' | 'dark';
}

/** Every screen that the pages are drawn for, by width and colours. */
export const screens: Screen[] = [phone, desktop].flatMap(({ viewport }) => [
  { viewport, colorScheme: 'light' },
  { viewport, colorScheme: 'dark' },
]);

/** On one screen after the other: loading the page anew for each would take most of the time. */
export async function expectAccessibleOn(page: Page, on: readonly Screen[] = screens): Promise<void> {
  for (const { viewport, colorScheme } of on) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
}

/** Fails with a line for each serious or critical finding: what is wrong, where, and what axe saw. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  // Evaluated by the debugger, as a script tag would be refused.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      // What Lighthouse looks for too; axe itself leaves it to who asks.
      rules: { 'target-size': { enabled: true } },
    });
    return violations.flatMap(({ id, impact, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({
        impact,
        line: `${id} (${help}) at ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`,
      })),
    );
  });
  const where = `${page.url()} at ${page.viewportSize()?.width} pixels`;
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (grave.length > 0) throw new Error([where, ...grave.map(({ line }) => line)].join('\n'));
}

/** Colours halfway through a transition have a contrast of their own. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const running = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(running.map(({ finished }) => finished));
  });
}
