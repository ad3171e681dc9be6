// What a site file may contain, and how each entry is checked.
import { load } from 'cheerio';
import { z } from 'zod';
import { absoluteUrl, isSameSite } from '../links/shop-address.ts';
import { type CountedUnit, parseQuantity, quantityExamples } from './human-quantity.ts';
import { splitSelector } from './selected-fields.ts';
import { type SiteDefinition, selectableFields } from './site-shape.ts';

const mostInList = 500;

function onlyKeys(allowed: readonly string[]) {
  return (issue: { code?: string | undefined; keys?: string[] }) =>
    issue.code === 'unrecognized_keys'
      ? `unknown; allowed are ${allowed.join(', ')}`
      : `must be a group of ${allowed.join(', ')}`;
}

const text = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, `must be ${what}`)
    .max(2000, `must be ${what}`);

const list = <T extends z.ZodType>(item: T, what: string) =>
  z
    .array(item, { error: `must be a list of ${what}` })
    .min(1, `must name at least one of ${what}`)
    .max(mostInList);

function quantity(unit: CountedUnit, least: number, most: number) {
  const allowed = `must be ${quantityExamples[unit]}, from ${least} to ${most} ${unit}`;
  return z.union([z.number(), z.string()], { error: allowed }).transform((value, context) => {
    const parsed = parseQuantity(value, unit);
    if (parsed !== null && parsed >= least && parsed <= most) return parsed;
    context.addIssue({ code: 'custom', message: `${JSON.stringify(value)} won’t do; it ${allowed}` });
    return z.NEVER;
  });
}

function count(least: number, most: number) {
  const allowed = `must be a whole number from ${least} to ${most}`;
  return z.int({ error: allowed }).min(least, allowed).max(most, allowed);
}

const homeAddress = text('the shop’s address, such as https://shop.example/').refine(
  (address) => /^https?:\/\//i.test(address) && absoluteUrl(address, address) !== null,
  'must be the shop’s address, such as https://shop.example/',
);

const pattern = text('a pattern such as /taps/* or /*?print=').regex(
  /^[/*]/,
  'must start with / or *, such as /taps/* or /*?print=; it is about the address behind the host',
);

const selector = text('a CSS selector').refine(isSelector, {
  error: ({ input }) =>
    `${JSON.stringify(input)} is no CSS selector; write one such as ".price", or "meta[name=price]@content" for an attribute`,
});

function isSelector(written: string): boolean {
  try {
    load('<p>')(splitSelector(written).selector);
    return true;
  } catch {
    return false; // cheerio throws on what it can't parse or doesn't know
  }
}

const limits = {
  pages: count(1, 10_000_000),
  bytes: quantity('bytes', 1000, 1e15),
  minutes: quantity('minutes', 1 / 60, 100_000),
  delayMs: quantity('milliseconds', 0, 600_000),
  concurrency: count(1, 16),
};

const selectors = Object.fromEntries(selectableFields.map((field) => [field, selector.optional()]));

const entries = {
  name: text('the shop’s name').optional(),
  url: homeAddress,
  start: list(text('an address'), 'addresses').optional(),
  sitemaps: list(text('an address'), 'addresses').optional(),
  include: list(pattern, 'patterns').optional(),
  exclude: list(pattern, 'patterns').optional(),
  limits: z
    .strictObject(limits, { error: onlyKeys(Object.keys(limits)) })
    .partial()
    .optional(),
  currency: text('three letters of ISO 4217, such as EUR')
    .regex(/^[a-z]{3}$/i, 'must be three letters of ISO 4217, such as EUR')
    .transform((code) => code.toUpperCase())
    .optional(),
  selectors: z.strictObject(selectors, { error: onlyKeys(selectableFields) }).optional(),
  schedule: text('a schedule such as "every week"')
    // Its words are read where runs are planned; this is what they all begin with.
    .regex(
      /^(every|cron) \S.{0,90}$/i,
      'must be like "every week", "every 12 hours", "every day at 04:00", or cron "0 4 * * 1"',
    )
    .optional(),
};

export const siteSchema = z
  .strictObject(entries, { error: onlyKeys(Object.keys(entries)) })
  .transform((site, context): SiteDefinition => {
    const url = absoluteUrl(site.url, site.url) ?? site.url;
    const resolve = (key: 'start' | 'sitemaps', isAllowed: (address: string) => boolean, what: string) =>
      site[key]?.flatMap((written, index) => {
        const address = absoluteUrl(written, url);
        if (address !== null && isAllowed(address)) return [address];
        context.addIssue({
          code: 'custom',
          path: [key, index],
          message: `${JSON.stringify(written)} ${what}`,
        });
        return [];
      });
    const start = resolve('start', (address) => isSameSite(address, url), `must be a page of ${url}`);
    const sitemaps = resolve('sitemaps', () => true, 'must be an http(s) address');
    return withoutUndefined({ ...site, url, start, sitemaps });
  });

/**
 * What is left out of the file is not there at all, rather than there and undefined. Cast because
 * Object.fromEntries loses which key has which type; nothing but undefined is taken out.
 */
function withoutUndefined(site: { [Key in keyof SiteDefinition]: unknown }): SiteDefinition {
  const given = Object.entries(site).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as SiteDefinition;
}
