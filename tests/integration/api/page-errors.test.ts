// Failures of the pages over HTTP: logged as fields, counted, bounded, and nothing that says who sent them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemAnswer } from '../../../apps/api/schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';
import { type RecordingLogger, recordingLogger, startTestApi, type TestApi } from './test-api.ts';

let taps: TapApi;
let api: TestApi;
let logger: RecordingLogger;
beforeAll(async () => {
  taps = await startTapApi();
});
afterAll(() => taps?.close());

const crash = { kind: 'crash', message: 'x is not a function', stack: 'at a (/assets/a.js:1:2)', page: '/' };
const send = (body: unknown, type = 'application/json') =>
  api.get('/api/page-errors', {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  });

describe('failures of the pages', () => {
  beforeAll(async () => {
    logger = recordingLogger();
    api = await startTestApi({ db: taps.database.pool, encoder: taps.encoder, logger });
  });
  afterAll(() => api?.close());

  it('are logged and counted', async () => {
    const answer = await send(crash);
    expect(answer.status).toBe(204);
    expect(logger.faults).toEqual([{ fields: { pageError: crash }, message: 'a page failed in a browser' }]);
    expect((await api.get('/metrics')).text).toMatch(/^lookalike_page_errors_total\{kind="crash"\} 1$/m);
  });

  it('stand in fields of the log, whatever they say', async () => {
    const message = '"}\n{"level":60,"msg":"\u001b[2Jforged"}';
    expect((await send({ ...crash, message })).status).toBe(204);
    expect(logger.faults.at(-1)).toEqual({
      fields: { pageError: { ...crash, message } },
      message: 'a page failed in a browser',
    });
  });

  it.each([
    ['kind', { kind: '__proto__' }],
    ['message', { message: '' }],
    ['message', { message: 'x'.repeat(501) }],
    ['stack', { stack: 'x'.repeat(4_001) }],
    ['page', { page: '/?q=what+somebody+looked+for' }],
    ['page', { page: 'https://elsewhere.example/' }],
    ['userAgent', { userAgent: 'Mozilla/5.0' }],
  ])('with a wrong %s are refused', async (parameter, wrong) => {
    const answer = await send({ ...crash, ...wrong });
    expect(answer.status).toBe(400);
    expect(problemAnswer.parse(answer.json).parameter).toBe(parameter);
  });

  it('are not taken from a form, as any site could send one', async () => {
    expect((await send(crash, 'text/plain')).status).toBe(415);
  });
});

it('more of them than anybody would read are left out', async () => {
  logger = recordingLogger();
  api = await startTestApi({ db: taps.database.pool, encoder: taps.encoder, logger });
  const statuses = new Set<number>();
  for (let i = 0; i < 60; i++) statuses.add((await send(crash)).status);
  await api.close();
  expect([...statuses].toSorted()).toEqual([204, 429]);
  expect(logger.faults.length).toBeLessThan(60);
});
