// Has Lighthouse look at a page in a Chromium of its own, as on a phone with a slow network or on a desktop.
import { once } from 'node:events';
import { createServer } from 'node:net';
import lighthouse, { desktopConfig } from 'lighthouse';
import { launchChromium } from './chromium.ts';

export type Form = 'phone' | 'desktop';

export interface PageAudit {
  /** 0 to 100, by Lighthouse's name of the category. */
  scores: Record<string, number>;
  /** What cost points: a line each, the category's name first. */
  findings: string[];
  /** How it shows its measures, such as `1.2 s`, by their ids. */
  measures: Record<string, string>;
}

/** @param options.categories default all: performance, accessibility, best-practices, seo */
export async function auditPage(
  url: string,
  options: { form: Form; categories?: string[] },
): Promise<PageAudit> {
  const port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  try {
    const flags = {
      port,
      logLevel: 'silent' as const,
      ...(options.categories ? { onlyCategories: options.categories } : {}),
    };
    const result = await lighthouse(url, flags, options.form === 'desktop' ? desktopConfig : undefined);
    if (!result) throw new Error(`Lighthouse said nothing about ${url}.`);
    const { lhr } = result;
    if (lhr.runtimeError) throw new Error(`Lighthouse could not look at ${url}: ${lhr.runtimeError.message}`);
    const categories = Object.entries(lhr.categories);
    return {
      scores: Object.fromEntries(categories.map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)])),
      findings: categories.flatMap(([id, { auditRefs }]) =>
        auditRefs.flatMap(({ id: auditId, weight }) => {
          const audit = lhr.audits[auditId];
          if (!audit || weight === 0 || audit.score === null || audit.score >= 0.9) return [];
          return [`${id}: ${audit.title} (${audit.displayValue ?? auditId})`];
        }),
      ),
      measures: Object.fromEntries(
        Object.entries(lhr.audits).flatMap(([id, { displayValue }]) =>
          displayValue ? [[id, displayValue]] : [],
        ),
      ),
    };
  } finally {
    await browser.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('The probe has no port.');
  return address.port;
}
