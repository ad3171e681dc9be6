// POST /api/runs and /api/runs/{id}/pause|resume|cancel|confirm: operators start runs and steer them.

import { RunStateError } from '../../../catalog/crawls/runs.ts';
import { findShopByUrl, type ShopSettings } from '../../../catalog/crawls/shops.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { createAddressGuard } from '../../../scraper/fetch/address-guard.ts';
import { RefusedAddress } from '../../../scraper/fetch/fetch-errors.ts';
import { commandRun, type RunCommand, runCommands } from '../../../workers/command-run.ts';
import { normaliseShopUrl, startCrawl } from '../../../workers/start-run.ts';
import { defineRoute } from '../define-route.ts';
import { idParams, noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { existingRun, existingShop, runAnswer } from '../run-answers.ts';
import { run, startedAnswer, startRunBody } from '../run-schemas.ts';
import { openQueues } from '../services.ts';

export const startRunRoute = defineRoute({
  method: 'post',
  path: '/api/runs',
  id: 'startRun',
  tag: 'operators',
  summary: 'Start a run of a shop, or answer with the one it has going',
  query: noQuery,
  params: noParams,
  body: startRunBody,
  answer: startedAnswer,
  statuses: { 202: 'A new run was started', 200: 'The shop had this run already; its mode stays' },
  problems: ['address_not_allowed', 'shop_not_found', 'ambiguous_shop', 'queue_unavailable'],
  operatorsOnly: true,
  async answerTo(services, { body, response }) {
    const { db, allowHosts } = services;
    const baseUrl =
      body.url === undefined
        ? (await existingShop(db, String(body.shop))).baseUrl
        : await checkedAddress(db, body.url, allowHosts);
    const queues = await openQueues(services);
    const { mode, settings = {} } = body;
    const started = await startCrawl(queues, db, {
      baseUrl,
      mode,
      startedBy: 'api',
      settings: withoutUndefined(settings),
    });
    response.status(started.isNew ? 202 : 200);
    return { run: runAnswer(started.run), isNew: started.isNew };
  },
});

const summaries: Record<RunCommand, string> = {
  pause: 'Let a run rest, over restarts too, until it is resumed',
  resume: 'Go on with a paused run',
  cancel: 'End a run; what it has read stays',
  confirm: 'Say that the products a suspicious run did not find are gone indeed',
};

export const runCommandRoutes = runCommands.map((command) =>
  defineRoute({
    method: 'post',
    path: `/api/runs/{id}/${command}`,
    id: `${command}Run`,
    tag: 'operators',
    summary: summaries[command],
    query: noQuery,
    params: idParams,
    answer: run,
    problems: ['run_not_found', 'run_state_conflict', 'queue_unavailable'],
    notFound: 'run_not_found',
    operatorsOnly: true,
    async answerTo(services, { params }) {
      await existingRun(services.db, params.id);
      const queues = await openQueues(services);
      try {
        return runAnswer(await commandRun(queues, services.db, params.id, command));
      } catch (cause) {
        if (!(cause instanceof RunStateError)) throw cause;
        throw new Problem('run_state_conflict', cause.message, { cause });
      }
    },
  }),
);

/**
 * The same guard as in the workers' connection, so that what they would refuse is refused at once. A shop that is
 * known was started from this machine's own command line, or passed this before.
 */
async function checkedAddress(db: Queryable, url: string, allowHosts: readonly string[]): Promise<string> {
  const baseUrl = normalise(url);
  if (await findShopByUrl(db, baseUrl)) return baseUrl;
  try {
    createAddressGuard(allowHosts).checkUrl(new URL(baseUrl));
    return baseUrl;
  } catch (cause) {
    if (!(cause instanceof RefusedAddress)) throw cause;
    throw new Problem('address_not_allowed', cause.message, { parameter: 'url', cause });
  }
}

function normalise(url: string): string {
  try {
    return normaliseShopUrl(url);
  } catch (cause) {
    throw new Problem('invalid_parameter', 'url must be an address such as https://shop.example/.', {
      parameter: 'url',
      cause,
    });
  }
}

/** A setting that is left out must not take away the shop's own. */
function withoutUndefined(
  settings: { [Name in keyof ShopSettings]?: ShopSettings[Name] | undefined },
): ShopSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
