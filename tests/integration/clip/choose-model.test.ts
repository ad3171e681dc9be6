import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { chooseModel } from '../../../clip/choose-model.ts';
import { BadDownload } from '../../../clip/download-model.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { startFakeHub } from './fake-hub.ts';

let modelDir: string;
beforeEach(async () => {
  modelDir = await mkdtemp(path.join(tmpdir(), 'lookalike-models-'));
});
afterEach(() => rm(modelDir, { recursive: true, force: true }));

const wanted = 'clip-vit-base-patch32';

describe('choosing a model', () => {
  it('gives the starter without asking any network', async () => {
    const hub = await startFakeHub(new Map());
    onTestFinished(() => hub.close());
    const choice = await chooseModel({ wanted: 'starter', modelDir, dtype: 'fp32', endpoint: hub.url });
    expect(choice).toMatchObject({
      spec: { id: 'starter' },
      folder: starterFolder,
      dtype: 'fp32',
      notice: null,
    });
    expect(hub.hits).toEqual([]);
  });

  it('says that the starter has one precision only', async () => {
    const choice = await chooseModel({
      wanted: 'starter',
      modelDir,
      dtype: 'q8',
      endpoint: 'http://127.0.0.1:9',
    });
    expect(choice.dtype).toBe('fp32');
    expect(choice.notice).toMatch(/fp32 only, so CLIP_DTYPE=q8 is not used/);
  });

  it('falls back to the starter, with one plain line, when the hub is out of reach', async () => {
    const hub = await startFakeHub(new Map());
    await hub.close();
    const choice = await chooseModel({ wanted, modelDir, dtype: 'fp32', endpoint: hub.url });
    expect(choice).toMatchObject({ spec: { id: 'starter' }, folder: starterFolder, dtype: 'fp32' });
    expect(choice.notice).toMatch(
      /^Using the small starter model: clip-vit-base-patch32 .*127\.0\.0\.1:\d+ can't be/,
    );
    expect(choice.notice).not.toContain('\n');
  });

  it('falls back as well when the hub accepts but never answers', async () => {
    const silent = await startFakeHub(new Map([['config.json', Buffer.from('{}')]]), () => {});
    onTestFinished(() => silent.close());
    const choice = await chooseModel({ wanted, modelDir, dtype: 'fp32', endpoint: silent.url });
    expect(choice.spec.id).toBe('starter');
  });

  it('does not pass over a hub that serves something else', async () => {
    const hub = await startFakeHub(new Map());
    onTestFinished(() => hub.close());
    await expect(chooseModel({ wanted, modelDir, dtype: 'fp32', endpoint: hub.url })).rejects.toThrow(
      BadDownload,
    );
  });

  it('names the known models and precisions', async () => {
    const choose = (id: string, dtype: 'fp16' | 'q8') =>
      chooseModel({ wanted: id, modelDir, dtype, endpoint: 'http://127.0.0.1:9' });
    await expect(choose('clip', 'q8')).rejects.toThrow(/no model "clip"; choose one of: starter/);
  });
});
