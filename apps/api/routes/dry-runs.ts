// POST /api/dry-runs: the first products that a run of a shop would find, as server-sent events.
import { z } from 'zod';
import { findShopByUrl } from '../../../catalog/crawls/shops.ts';
import { crawlSettings } from '../../../workers/crawl-settings.ts';
import { answered, defineRoute } from '../define-route.ts';
import { sendDryRun } from '../dry-run-events.ts';
import { dryRunBody } from '../dry-run-schemas.ts';
import { noParams, noQuery } from '../parameters.ts';
import { requestIdOf } from '../request-log.ts';
import { withoutUndefined } from '../run-schemas.ts';
import { checkedShopAddress } from '../shop-address.ts';

export const dryRunRoute = defineRoute({
  method: 'post',
  path: '/api/dry-runs',
  id: 'dryRun',
  tag: 'operators',
  summary: 'The first products that a run of a shop would find, as server-sent events; nothing is stored',
  query: noQuery,
  params: noParams,
  body: dryRunBody,
  answer: z.string().meta({
    description:
      '`page` for each page that is asked for, `product` (DryRunProduct) for each found, `photo` (DryRunPhoto) for its photo, `end` (DryRunEnd) last. A client that goes away ends it.',
  }),
  mediaType: 'text/event-stream',
  problems: ['address_not_allowed', 'too_many_dry_runs'],
  operatorsOnly: true,
  async answerTo(services, { body, response }) {
    const { db, allowHosts, contact, logger, dryRuns, heartbeatMs } = services;
    const baseUrl = await checkedShopAddress(db, body.url, allowHosts);
    const known = await findShopByUrl(db, baseUrl);
    const { site, delayMs, concurrency } = crawlSettings({
      settings: { ...known?.settings, ...withoutUndefined(body.settings) },
    });
    const { products: wanted, maxPages } = body;
    const fetching = { allowHosts: [...allowHosts], ...(contact === undefined ? {} : { contact }) };
    dryRuns.gate.enter();
    // Not awaited: an answer must come within seconds, this one may take a minute.
    sendDryRun({
      response,
      heartbeatMs,
      withinMs: dryRuns.withinMs,
      request: { baseUrl, site, delayMs, concurrency, wanted, maxPages, fetching },
    })
      .catch((error: unknown) => {
        logger.error({ err: error, requestId: requestIdOf(response) }, 'a dry run failed');
      })
      .finally(dryRuns.gate.leave);
    return answered;
  },
});
