// Operators over HTTP: start a run, steer it, listen to it, schedule it, and see what came of it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  changesAnswer,
  retryAnswer,
  runDetail,
  runProgress,
  run as runSchema,
  runsAnswer,
  shop as shopSchema,
  shopsAnswer,
  startedAnswer,
} from '../../../apps/api/run-schemas.ts';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { finishRun, startRun } from '../../../catalog/crawls/runs.ts';
import { findShopByUrl, getShop, upsertShop } from '../../../catalog/crawls/shops.ts';
import { openWork, type Work } from '../workers/open-work.ts';
import { startTinyShop, type TinyShop } from '../workers/tiny-shop.ts';
import { type Answer, recordingLogger, startTestApi, type TestApi } from './test-api.ts';

const products = 3;
let work: Work;
let site: TinyShop;
let api: TestApi;
const logger = recordingLogger();

beforeAll(async () => {
  [work, site] = await Promise.all([openWork(), startTinyShop(products)]);
  api = await startTestApi({
    db: work.database.pool,
    encoder: work.encoder,
    queues: work.queues,
    queueReady: () => work.queues.ready(),
    allowHosts: [site.host],
    heartbeatMs: 1_500,
    logger,
  });
}, 120_000);
afterEach(() => work.stop());
afterAll(async () => {
  await api?.close();
  await work?.close();
  await site?.close();
});

function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return api.get(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

async function expectProblem(answer: Promise<Answer>, code: string, parameter?: string): Promise<Answer> {
  const got = await answer;
  const problem = problemAnswer.parse(got.json);
  expect(problem).toMatchObject({ code, status: got.status });
  expect(problem.parameter).toBe(parameter);
  return got;
}

/** A shop with a run that no worker takes, since its address is not the site's. */
async function idleRun(name: string): Promise<{ shopId: number; runId: number }> {
  const shop = await upsertShop(work.database.pool, {
    baseUrl: `https://${name}.example/`,
    name,
    settings: {},
  });
  const { run } = await startRun(work.database.pool, { shopId: shop.id, mode: 'full', startedBy: 'a test' });
  return { shopId: shop.id, runId: run.id };
}

describe('starting a run', () => {
  it('reads the shop; a second operator gets the same run', async () => {
    const first = await send('POST', '/api/runs', { url: site.url, settings: { delayMs: 0, maxPages: 50 } });
    expect(first.status).toBe(202);
    const { run, isNew } = startedAnswer.parse(first.json);
    expect({ ...run, isNew }).toMatchObject({
      isNew: true,
      startedBy: 'api',
      mode: 'incremental',
      state: 'running',
    });

    const second = await send('POST', '/api/runs', { url: site.url, mode: 'full' });
    expect(second.status).toBe(200);
    expect(second.json).toMatchObject({ isNew: false, run: { id: run.id, mode: 'incremental' } });
    const shop = await findShopByUrl(work.database.pool, site.url);
    expect(shop?.settings).toEqual({ delayMs: 0, maxPages: 50 });

    await work.start([site.host]);
    await work.untilRunEnds(run.id);
    const detail = runDetail.parse((await api.get(`/api/runs/${run.id}`)).json);
    expect(detail).toMatchObject({ state: 'ended', outcome: 'done', counts: { newProducts: products } });
    expect(detail.pages.done).toBe(detail.pages.total);
    const path = `/api/runs/${run.id}/changes?kind=new&limit=2`;
    const changes = changesAnswer.parse((await api.get(path)).json);
    expect(changes.changes).toHaveLength(2);
    const next = changesAnswer.parse((await api.get(`${path}&cursor=${changes.nextCursor}`)).json);
    expect(next.nextCursor).toBeNull();
    const titles = [...changes.changes, ...next.changes].map(({ title }) => title);
    expect(titles.sort()).toEqual(['Tap tap-0', 'Tap tap-1', 'Tap tap-2']);
    const other = api.get(`/api/runs/${run.id}/changes?kind=price&cursor=${changes.nextCursor}`);
    await expectProblem(other, 'invalid_cursor', 'cursor');
    for (const { title, price, previousPrice } of changes.changes) {
      expect(title).toMatch(/^Tap tap-\d$/);
      expect(price).toMatchObject({ currency: 'USD' });
      expect(previousPrice).toBeNull();
    }
    expect((await api.get(`/api/runs/${run.id}/changes?kind=gone`)).json).toEqual({
      changes: [],
      nextCursor: null,
    });
  });

  it('again, by id, name, host or address of the shop', async () => {
    const shop = await findShopByUrl(work.database.pool, site.url);
    for (const words of [shop?.id, String(shop?.id), shop?.name, site.host, site.url]) {
      const answer = await send('POST', '/api/runs', { shop: words, mode: 'full' });
      expect(answer.status, answer.text).toBe(202);
      expect(answer.json.run).toMatchObject({ shopId: shop?.id, mode: 'full' });
      await send('POST', `/api/runs/${answer.json.run.id}/cancel`);
    }
    const { runs } = runsAnswer.parse((await api.get(`/api/runs?shop=${site.host}&limit=3`)).json);
    expect(runs.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('refuses what makes no sense, each with what is wrong', async () => {
    const post = (body: unknown) => send('POST', '/api/runs', body);
    await expectProblem(post({}), 'missing_parameter', 'url');
    await expectProblem(post({ url: site.url, shop: 1 }), 'missing_parameter', 'url');
    await expectProblem(post({ url: 'taps' }), 'invalid_parameter', 'url');
    await expectProblem(post({ url: 'file:///etc/passwd' }), 'invalid_parameter', 'url');
    await expectProblem(post({ url: 5 }), 'invalid_parameter', 'url');
    await expectProblem(post({ url: site.url, mode: 'fast' }), 'invalid_parameter', 'mode');
    await expectProblem(post({ url: site.url, colour: 1 }), 'unknown_parameter', 'colour');
    await expectProblem(
      post({ url: site.url, settings: { delayMs: -1 } }),
      'invalid_parameter',
      'settings.delayMs',
    );
    await expectProblem(
      post({ url: site.url, settings: { site: {} } }),
      'unknown_parameter',
      'settings.site',
    );
    await expectProblem(post({ shop: 'nobody' }), 'shop_not_found', 'shop');
    await expectProblem(post([]), 'invalid_body');
    await expectProblem(post(null), 'invalid_body');
  });

  it.each([
    'http://127.0.0.1:9/',
    'http://10.1.2.3/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://169.254.169.254/latest/',
    'https://shop.example:8443/',
  ])('refuses %s, and makes no shop of it', async (url) => {
    await expectProblem(send('POST', '/api/runs', { url }), 'address_not_allowed', 'url');
    expect(await findShopByUrl(work.database.pool, new URL(url).href)).toBeNull();
  });

  it('of a name that several shops have says which', async () => {
    const ids = [];
    for (const host of ['one', 'two'])
      ids.push(
        (
          await upsertShop(work.database.pool, {
            baseUrl: `https://${host}.twins.example/`,
            name: 'Twins',
            settings: {},
          })
        ).id,
      );
    const { json } = await expectProblem(
      send('POST', '/api/runs', { shop: 'twins' }),
      'ambiguous_shop',
      'shop',
    );
    expect(json.detail).toContain(ids.join(', '));
  });
});

describe('a body', () => {
  const raw = (body: string | Buffer, headers: Record<string, string>) =>
    api.get('/api/runs', { method: 'POST', body: body as string, headers });
  const json = { 'content-type': 'application/json' };

  it('must be JSON, small and plain', async () => {
    await expectProblem(raw('{"url":', json), 'invalid_body');
    await expectProblem(raw('"text"', json), 'invalid_body');
    await expectProblem(raw('', json), 'missing_parameter', 'url');
    await expectProblem(api.get('/api/runs', { method: 'POST' }), 'invalid_body');
    await expectProblem(raw('{}', { 'content-type': 'text/plain' }), 'unsupported_media_type');
    await expectProblem(raw('{}', { ...json, 'content-encoding': 'gzip' }), 'unsupported_media_type');
    await expectProblem(raw(`{"url":"${'a'.repeat(200_000)}"}`, json), 'body_too_large');
    await expectProblem(raw('{"__proto__":{"url":"x"}}', json), 'unknown_parameter', '__proto__');
  });

  it('of a page elsewhere is refused', async () => {
    const body = { url: 'https://shop.example/' };
    await expectProblem(
      send('POST', '/api/runs', body, { origin: 'https://evil.example' }),
      'cross_site_request',
    );
    await expectProblem(send('POST', '/api/runs', body, { origin: 'null' }), 'cross_site_request');
    await expectProblem(
      send('POST', '/api/runs/1/cancel', undefined, { origin: 'https://evil.example' }),
      'cross_site_request',
    );
    const own = send('POST', '/api/runs', {}, { origin: api.url });
    await expectProblem(own, 'missing_parameter', 'url');
  });
});

describe('steering a run', () => {
  it('pauses, resumes and cancels it, each once', async () => {
    const { runId } = await idleRun('steered');
    const act = (command: string) => send('POST', `/api/runs/${runId}/${command}`);
    expect(runSchema.parse((await act('pause')).json)).toMatchObject({ state: 'paused', finishedAt: null });
    await expectProblem(act('pause'), 'run_state_conflict');
    expect((await act('resume')).json).toMatchObject({ state: 'running', pausedAt: null });
    await expectProblem(act('resume'), 'run_state_conflict');
    expect(await work.queues.crawl.getJob(`crawl-${runId}`)).toBeDefined();
    await expectProblem(act('confirm'), 'run_state_conflict');
    expect((await act('cancel')).json).toMatchObject({ state: 'ended', outcome: 'cancelled' });
    await expectProblem(act('cancel'), 'run_state_conflict');
    await expectProblem(act('pause'), 'run_state_conflict');
  });

  it('asks again for what failed for one reason, or says that there is no such thing', async () => {
    const { shopId, runId } = await idleRun('retried');
    await work.database.pool.query(
      `
      insert into pages (shop_id, run_id, url, kind, state, reason)
      select $1, $2, 'https://retried.example/' || n, 'page', 'failed', 'http 500' from generate_series(1, 3) as n`,
      [shopId, runId],
    );
    await finishRun(work.database.pool, runId, { outcome: 'done', reason: null });
    const retry = (body: object) => send('POST', `/api/runs/${runId}/retry`, body);
    await expectProblem(retry({}), 'missing_parameter', 'reason');
    await expectProblem(retry({ reason: 'x', of: 'all' }), 'invalid_parameter', 'of');
    await expectProblem(retry({ reason: 'timeout' }), 'run_state_conflict');
    await expectProblem(send('POST', '/api/runs/99999/retry', { reason: 'x' }), 'run_not_found', 'id');
    const answer = retryAnswer.parse((await retry({ reason: 'http 500' })).json);
    expect(answer).toMatchObject({ isNew: true, count: 3, run: { mode: 'retry', startedBy: 'api', shopId } });
    expect(await work.queues.crawl.getJob(`crawl-${answer.run.id}`)).toBeDefined();
    await expectProblem(retry({ reason: 'http 500' }), 'run_state_conflict');
    expect((await retry({ reason: 'http 500', of: 'photos' })).json).toMatchObject({
      isNew: false,
      count: 0,
    });
    await send('POST', `/api/runs/${answer.run.id}/cancel`);
  });

  it('that is not there is a 404', async () => {
    for (const command of ['pause', 'resume', 'cancel', 'confirm'])
      await expectProblem(send('POST', `/api/runs/99999/${command}`), 'run_not_found', 'id');
    await expectProblem(api.get('/api/runs/99999/changes?kind=new'), 'run_not_found', 'id');
    await expectProblem(api.get('/api/runs/99999/events'), 'run_not_found', 'id');
    await expectProblem(api.get('/api/runs/1/changes'), 'missing_parameter', 'kind');
    await expectProblem(api.get('/api/runs/1/changes?kind=all'), 'invalid_parameter', 'kind');
    await expectProblem(api.get('/api/runs?shop=nobody'), 'shop_not_found', 'shop');
    await expectProblem(send('GET', '/api/runs/1/pause'), 'method_not_allowed');
  });

  it('is not possible without a queue', async () => {
    const other = await startTestApi({ db: work.database.pool, encoder: work.encoder, logger });
    const dead = await startTestApi({
      db: work.database.pool,
      encoder: work.encoder,
      queues: work.queues,
      queueReady: async () => false,
      logger,
    });
    for (const { get } of [other, dead]) {
      const body = {
        method: 'POST',
        body: JSON.stringify({ shop: 1 }),
        headers: { 'content-type': 'application/json' },
      };
      await expectProblem(get('/api/runs', body), 'queue_unavailable');
      await expectProblem(get('/api/runs/1/pause', { method: 'POST' }), 'queue_unavailable');
      expect((await get('/api/shops')).status).toBe(200);
    }
    await other.close();
    await dead.close();
    logger.faults.length = 0;
  });
});

/** The events of a stream as they come: name, id and data, or a comment. */
async function* eventsOf(
  response: Response,
): AsyncGenerator<{ event?: string; id?: string; data?: unknown }> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/, 2)));
      yield { ...fields, ...(fields.data ? { data: JSON.parse(fields.data) } : {}) };
    }
  }
}

describe('listening to a run', () => {
  it('hears its state at once, each change, and its end', async () => {
    const { json } = await send('POST', '/api/runs', { url: site.url, mode: 'full' });
    const { id } = json.run;
    const response = await fetch(`${api.url}/api/runs/${id}/events`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const heard = [];
    for await (const event of eventsOf(response)) {
      heard.push(event);
      if (heard.length === 1) await work.start([site.host]);
    }
    const states = heard.filter(({ event }) => event === 'run').map(({ data }) => runProgress.parse(data));
    expect(states[0]).toMatchObject({ id, state: 'running', pages: { done: 0 } });
    expect(states.at(-1)).toMatchObject({ id, state: 'ended', outcome: 'done' });
    expect(heard.at(-1)).toEqual({ event: 'end', id: 'end', data: {} });
    const again = await fetch(`${api.url}/api/runs/${id}/events`, { headers: { 'last-event-id': 'end' } });
    expect(again.status).toBe(204);
  });

  it('of a run that has ended hears that, and nothing more', async () => {
    const { runId } = await idleRun('ended');
    await finishRun(work.database.pool, runId, { outcome: 'failed', reason: 'the shop is closed' });
    const answer = await api.get(`/api/runs/${runId}/events`);
    expect(answer.text).toMatch(
      /^event: run\ndata: \{.*"the shop is closed".*\}\n\nevent: end\nid: end\ndata: \{\}\n\n$/,
    );
    expect(await api.get(`/api/runs/${runId}/events`, { method: 'HEAD' })).toMatchObject({
      status: 200,
      text: '',
    });
  });

  it('that rests hears a comment now and then, and a client that goes away is forgotten', async () => {
    const { runId } = await idleRun('resting');
    const looks = countQueries(work);
    const hanging = new AbortController();
    const response = await fetch(`${api.url}/api/runs/${runId}/events`, { signal: hanging.signal });
    const heard: object[] = [];
    for await (const event of eventsOf(response)) {
      heard.push(event);
      if (heard.length === 2) break;
    }
    expect(heard[1]).toEqual({ '': 'still here' });
    hanging.abort();
    // The look that was under way ends; then there are no more.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = looks.count;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(looks.count).toBe(before);
    looks.stop();
  });
});

/** Counts what is asked of the pool from now on. */
function countQueries({ database: { pool } }: Work): { count: number; stop(): void } {
  const counter = {
    count: 0,
    stop: () => void pool.off('acquire', more),
  };
  const more = () => {
    counter.count += 1;
  };
  pool.on('acquire', more);
  return counter;
}

describe('schedules', () => {
  it('are set, shown with the next run, and taken away', async () => {
    const { shopId } = await idleRun('scheduled');
    const put = (body: object) => send('PUT', `/api/shops/${shopId}/schedule`, body);
    const set = shopSchema.parse(
      (await put({ every: 'Every day at 04:00', mode: 'full', timeZone: 'Asia/Tokyo' })).json,
    );
    expect(set.schedule).toEqual({ every: 'every day at 04:00', mode: 'full', timeZone: 'Asia/Tokyo' });
    expect(set.nextRunAt).toMatch(/T19:00:00\.000Z$/);
    const { shops } = shopsAnswer.parse((await api.get('/api/shops')).json);
    expect(shops.find(({ id }) => id === shopId)).toEqual(set);

    await expectProblem(put({ every: 'now and then' }), 'invalid_schedule', 'every');
    await expectProblem(put({}), 'missing_parameter', 'every');
    await expectProblem(
      put({ every: 'every week', timeZone: 'Mars/Olympus' }),
      'invalid_parameter',
      'timeZone',
    );
    await expectProblem(
      send('PUT', '/api/shops/99999/schedule', { every: 'every week' }),
      'shop_not_found',
      'id',
    );
    expect((await getShop(work.database.pool, shopId))?.settings.schedule).toMatchObject({ mode: 'full' });

    const removed = await send('DELETE', `/api/shops/${shopId}/schedule`);
    expect(removed.json).toMatchObject({ id: shopId, schedule: null, nextRunAt: null });
    expect((await send('DELETE', `/api/shops/${shopId}/schedule`)).status).toBe(200);
    await expectProblem(send('DELETE', '/api/shops/99999/schedule'), 'shop_not_found', 'id');
  });
});

it('shops are listed with what they have and their last run', async () => {
  const { shops } = shopsAnswer.parse((await api.get('/api/shops')).json);
  const shop = shops.find(({ baseUrl }) => baseUrl === site.url);
  expect(shop).toMatchObject({
    products,
    gone: 0,
    schedule: null,
    lastRun: { startedBy: 'api', state: 'ended' },
  });
});

it('no request of these tests made the API log a fault', () => {
  expect(logger.faults).toEqual([]);
});
