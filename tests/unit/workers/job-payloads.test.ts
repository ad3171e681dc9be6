import { expect, test } from 'vitest';
import { crawlPayload, embedJobId, embedPayload } from '../../../workers/job-payloads.ts';

test('a job id depends on photo and model, and never has a colon', () => {
  expect(embedJobId('starter', 7)).toBe('embed-starter-7');
  expect(embedJobId('org/model:v2', 7)).toBe('embed-org_model_v2-7');
});

test.each([
  {},
  { photoId: 0, model: 'm' },
  { photoId: 1.5, model: 'm' },
  { photoId: 1, model: '' },
  null,
  'text',
])('refuses %j as a photo to embed', (data) => {
  expect(embedPayload.safeParse(data).success).toBe(false);
});

test('refuses a run that is no number', () => {
  expect(crawlPayload.safeParse({ runId: '1' }).success).toBe(false);
});
