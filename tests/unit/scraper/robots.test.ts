// A shop's robots.txt: which addresses it is about, and what a missing or failing one means.
import { describe, expect, it } from 'vitest';
import { GiveUp, RefusedAddress, RetryLater } from '../../../scraper/fetch/fetch-errors.ts';
import { loadRobots, parseRobots, type RobotsFetcher } from '../../../scraper/robots/robots.ts';

const baseUrl = 'https://shop.example/';
const parse = (text: string, agent = 'Lookalike') => parseRobots(text, baseUrl, agent);
const failing = (error: Error): RobotsFetcher => ({ stream: () => Promise.reject(error) });

describe('parseRobots', () => {
  it('obeys the group for our name over the one for everyone, and the longest match', () => {
    const rules = parse(
      'User-agent: *\nDisallow: /\n\nUser-agent: lookalike\nDisallow: /p\nAllow: /p/ok$\nDisallow: /*?sort=',
    );
    expect(rules.isAllowed('https://shop.example/a')).toBe(true);
    expect(rules.isAllowed('https://shop.example/p/1')).toBe(false);
    expect(rules.isAllowed('https://shop.example/p/ok')).toBe(true);
    expect(rules.isAllowed('https://shop.example/p/ok/2')).toBe(false);
    expect(rules.isAllowed('https://shop.example/a?sort=x')).toBe(false);
    expect(parse('User-agent: *\nDisallow: /', 'Other').isAllowed(baseUrl)).toBe(false);
  });

  it('applies to the shop with and without www., and not to other hosts', () => {
    const rules = parse('User-agent: *\nDisallow: /x');
    expect(rules.isAllowed('http://www.shop.example/x')).toBe(false);
    expect(rules.isAllowed('https://cdn.example/x')).toBe(true);
    expect(rules.isAllowed('not an address')).toBe(false);
  });

  it('gives the crawl delay within reason, and the sitemaps', () => {
    const rules = parse('Sitemap: https://shop.example/s.xml\nUser-agent: *\nCrawl-delay: 1.5');
    expect(rules).toMatchObject({ crawlDelayMs: 1500, sitemaps: ['https://shop.example/s.xml'] });
    expect(parse('User-agent: *\nCrawl-delay: 86400').crawlDelayMs).toBe(60_000);
    expect(parse('User-agent: *\nCrawl-delay: soon').crawlDelayMs).toBeNull();
    expect(parse('User-agent: *\nCrawl-delay: -1').crawlDelayMs).toBeNull();
  });
});

describe('loadRobots', () => {
  it('allows everything when the server says there is none (4xx)', async () => {
    const gone = new GiveUp('gone', baseUrl, { reason: 'not found', status: 404 });
    expect((await loadRobots(baseUrl, failing(gone))).isAllowed(baseUrl)).toBe(true);
  });

  it('disallows everything and says why when the server fails or does not answer', async () => {
    const rules = await loadRobots(baseUrl, failing(new RetryLater('it answered 503', baseUrl)));
    expect(rules.isAllowed(baseUrl)).toBe(false);
    expect(rules.problem).toBe('it answered 503');
  });

  it('does not hide that the shop’s address may not be fetched at all', async () => {
    const refused = new RefusedAddress('no', baseUrl, { reason: 'refused private address' });
    await expect(loadRobots(baseUrl, failing(refused))).rejects.toBe(refused);
  });
});
