import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { NeedsConsent } from '../../../clip/download-errors.ts';
import {
  BadDownload,
  type DownloadOptions,
  downloadModel,
  HubUnreachable,
} from '../../../clip/download-model.ts';
import { isModelComplete } from '../../../clip/model-folder.ts';
import type { ModelSpec } from '../../../clip/registry/model-spec.ts';
import { type Behaviour, cutAfter, serveFile, startFakeHub } from './fake-hub.ts';
import { inventModel } from './tiny-model.ts';

const { spec, files } = inventModel();
const vision = 'onnx/vision_model.onnx';
const visionBytes = files.get(vision) ?? Buffer.alloc(0);

let modelDir: string;
let folder: string;
beforeEach(async () => {
  modelDir = await mkdtemp(path.join(tmpdir(), 'lookalike-models-'));
  folder = path.join(modelDir, 'tiny');
});
afterEach(() => rm(modelDir, { recursive: true, force: true }));

async function openHub(behave?: Behaviour) {
  const hub = await startFakeHub(files, behave);
  onTestFinished(() => hub.close());
  return hub;
}

function download(endpoint: string, options: Partial<DownloadOptions> = {}) {
  const timing = { backoffMs: 5, stallTimeoutMs: 300, connectTimeoutMs: 500, ...options.timing };
  return downloadModel(spec, { folder, dtype: 'fp32', endpoint, ...options, timing });
}

/** Every file is there, right, and nothing else is. */
async function expectWhole(): Promise<void> {
  for (const [name, body] of files)
    expect(body.equals(await readFile(path.join(folder, name))), name).toBe(true);
  expect(await isModelComplete(spec, folder, 'fp32')).toBe(true);
  expect((await listFiles(modelDir)).toSorted()).toEqual(
    [...files.keys()].map((name) => `tiny/${name}`).toSorted(),
  );
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const all = entries.filter((entry) => entry.isFile());
  return all.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** Behaves one way for the first `times` requests of the vision tower, then well. */
function first(times: number, behave: Behaviour): Behaviour {
  let left = times;
  return (request, response, body) => {
    const odd = request.url?.endsWith(vision) && left-- > 0;
    (odd ? behave : serveFile)(request, response, body);
  };
}

describe('downloading a model', () => {
  it('fetches every file of the pinned revision and reports progress up to the end', async () => {
    const hub = await openHub();
    const progress: [number, number][] = [];
    await download(`${hub.url}/`, { onProgress: (done, total) => progress.push([done, total]) });
    await expectWhole();
    expect(hub.hits.map((hit) => hit.path)).toContain(`/someone/tiny/resolve/${'a'.repeat(40)}/${vision}`);
    expect(progress.at(-1)).toEqual([400_002, 400_002]);
    expect(progress.every(([done], i) => done >= (progress[i - 1]?.[0] ?? 0))).toBe(true);
  });

  it('takes a file of unknown size whole, going on where it was cut, and tells the digest that nobody published', async () => {
    const unknown: ModelSpec = {
      ...spec,
      weights: { fp32: spec.weights.fp32?.map((file) => ({ ...file, bytes: null, sha256: null })) ?? [] },
    };
    const hub = await openHub(cutAfter(90_000));
    const options = { folder, dtype: 'fp32', endpoint: hub.url, timing: { backoffMs: 5 } } as const;
    await expect(downloadModel(unknown, options)).rejects.toThrow(NeedsConsent);
    expect(hub.hits).toEqual([]);
    const unverified = await downloadModel(unknown, { ...options, consent: { unverified: true } });
    expect(unverified).toEqual(spec.weights.fp32?.map(({ path, sha256 }) => ({ path, sha256 })));
    await expectWhole();
    expect(hub.hits.filter((hit) => hit.path.endsWith(vision)).map((hit) => hit.range)).toContain(
      'bytes=180000-',
    );
    const { length } = hub.hits;
    expect(await downloadModel(unknown, options)).toEqual([]);
    expect(hub.hits).toHaveLength(length);
  });

  it('fetches nothing of a model without commercial use before somebody agreed', async () => {
    const hub = await openHub();
    const research = { ...spec, licence: { name: 'research only', allowsCommercialUse: false } };
    const options = { folder, dtype: 'fp32', endpoint: hub.url } as const;
    await expect(downloadModel(research, options)).rejects.toThrow(
      /not free for commercial use \(research only\).*model pull tiny --accept-licence/,
    );
    expect(hub.hits).toEqual([]);
    await downloadModel(research, { ...options, consent: { licence: true } });
    await expectWhole();
  });

  it('fetches what lies in another repository from there, at its own revision', async () => {
    const [config] = spec.files;
    const elsewhere = { repo: 'other/one', revision: 'b'.repeat(40), path: 'config.json' };
    const hub = await openHub();
    const pair = { ...spec, files: config ? [{ ...config, from: elsewhere }] : [] };
    await downloadModel(pair, { folder, dtype: 'fp32', endpoint: hub.url });
    expect(hub.hits.map((hit) => hit.path)).toContain(`/other/one/resolve/${'b'.repeat(40)}/config.json`);
    await expectWhole();
  });

  it('asks for nothing when everything is there', async () => {
    const hub = await openHub();
    await download(hub.url);
    const { length } = hub.hits;
    await download(hub.url);
    expect(hub.hits).toHaveLength(length);
  });

  it('goes on from where each connection was cut', async () => {
    const hub = await openHub(cutAfter(90_000));
    await download(hub.url);
    await expectWhole();
    const ranges = hub.hits.filter((hit) => hit.path.endsWith(vision)).map((hit) => hit.range);
    expect(ranges).toEqual([null, 'bytes=90000-', 'bytes=180000-', 'bytes=270000-']);
  });

  it('goes on in the next run from what an earlier one left', async () => {
    const part = path.join(`${folder}.part`, vision);
    await mkdir(path.dirname(part), { recursive: true });
    await writeFile(part, visionBytes.subarray(0, 123_456));
    const hub = await openHub();
    await download(hub.url);
    await expectWhole();
    expect(hub.hits.find((hit) => hit.path.endsWith(vision))?.range).toBe('bytes=123456-');
  });

  it('starts over with a hub that does not do ranges', async () => {
    let cut = true;
    const hub = await openHub((_, response, body) => {
      response.writeHead(200, { 'content-length': body.length });
      if (!cut || body.length < 200_000) return void response.end(body);
      cut = false;
      response.write(body.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
    });
    await download(hub.url);
    await expectWhole();
  });

  it('starts over when the file has changed in between', async () => {
    const hub = await openHub(
      first(1, (_, response, body) => {
        response.writeHead(200, { etag: '"old"', 'content-length': body.length });
        response.write(Buffer.alloc(50_000), () => setTimeout(() => response.destroy(), 20));
      }),
    );
    await download(hub.url);
    await expectWhole();
  });

  it('leaves what it has when it is stopped, and goes on later', async () => {
    const stop = new AbortController();
    const stuck = await openHub((request, response, body) => {
      if (!request.url?.endsWith(vision)) return serveFile(request, response, body);
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, 70_000), () => setTimeout(() => stop.abort(new Error('stopped')), 50));
    });
    await expect(download(stuck.url, { signal: stop.signal })).rejects.toThrow('stopped');
    expect((await readFile(path.join(`${folder}.part`, vision))).length).toBe(70_000);
    const hub = await openHub();
    await download(hub.url);
    await expectWhole();
  });

  it('treats silence as a cut', async () => {
    const hub = await openHub(
      first(1, (_, response, body) => {
        response.writeHead(200, { 'content-length': body.length });
        response.write(body.subarray(0, 1000));
      }),
    );
    await download(hub.url, { timing: { stallTimeoutMs: 100 } });
    await expectWhole();
  });

  it('waits out 503 and 429', async () => {
    let answers = 0;
    const hub = await openHub((request, response, body) => {
      if (answers++ % 3 === 2) serveFile(request, response, body);
      else response.writeHead(answers % 2 ? 503 : 429, { 'retry-after': '0' }).end();
    });
    await download(hub.url);
    await expectWhole();
  });
});

describe('a hub that lies', () => {
  it('gets one more chance after a bad checksum', async () => {
    const hub = await openHub(first(1, (_, response, body) => void response.end(Buffer.alloc(body.length))));
    await download(hub.url);
    await expectWhole();
  });

  it('is given up on after two, naming the file and both sums, and nothing of it is kept', async () => {
    const hub = await openHub(first(9, (_, response, body) => void response.end(Buffer.alloc(body.length))));
    const error = await download(hub.url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadDownload);
    expect(String(error)).toMatch(/onnx\/vision_model\.onnx has sha256 [0-9a-f]{64} instead of [0-9a-f]{64}/);
    expect(hub.hits.filter((hit) => hit.path.endsWith(vision))).toHaveLength(2);
    expect((await listFiles(modelDir)).filter((name) => name.endsWith('vision_model.onnx'))).toEqual([]);
  });

  it('is noticed at once when it announces another size', async () => {
    const hub = await openHub((_, response) => void response.end('<h1>Please log in</h1>'));
    await expect(download(hub.url)).rejects.toThrow(/would be 22 bytes instead of 2; check HF_ENDPOINT/);
  });

  it('is stopped when it sends more than it should', async () => {
    const hub = await openHub((_, response, body) => {
      response.write(body);
      response.end('and more');
    });
    await expect(download(hub.url)).rejects.toThrow(/longer than its 2 bytes/);
  });

  it('is told apart when it answers with another range', async () => {
    let cut = false;
    const hub = await openHub((request, response, body) => {
      if (!request.url?.endsWith(vision)) return serveFile(request, response, body);
      if (cut) return void response.writeHead(206, { 'content-range': 'bytes 0-9/10' }).end('0123456789');
      cut = true;
      cutAfter(1000)(request, response, body);
    });
    await expect(download(hub.url)).rejects.toThrow(/with the range "bytes 0-9\/10"/);
  });

  it('is named when it has no such file', async () => {
    const hub = await openHub((_, response) => void response.writeHead(404).end());
    const error = await download(hub.url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadDownload);
    expect(String(error)).toMatch(/config\.json answers 404; check HF_ENDPOINT/);
  });

  it('is named when it wants a token', async () => {
    const hub = await openHub((_, response) => void response.writeHead(401).end());
    await expect(download(hub.url)).rejects.toThrow(/answers 401; set HF_TOKEN/);
  });
});

describe('a hub out of reach', () => {
  it('is noticed when nothing listens', async () => {
    const hub = await startFakeHub(files);
    await hub.close();
    await expect(download(hub.url)).rejects.toThrow(HubUnreachable);
    expect(await listFiles(modelDir)).toEqual([]);
  });

  it('is noticed within the connect timeout when it never answers', async () => {
    const hub = await openHub(() => {});
    await expect(download(hub.url, { timing: { connectTimeoutMs: 150 } })).rejects.toThrow(
      /no answer within 0\.15 s/,
    );
  });

  it('is given up on after a few fruitless tries, keeping what arrived', async () => {
    let sent = false;
    const hub = await openHub((request, response, body) => {
      if (!request.url?.endsWith(vision)) return serveFile(request, response, body);
      if (sent) return void response.destroy();
      sent = true;
      cutAfter(60_000)(request, response, body);
    });
    const error = await download(hub.url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HubUnreachable);
    expect(String(error)).toMatch(/60000 of 300000 bytes are kept/);
    expect(hub.hits.filter((hit) => hit.path.endsWith(vision)).length).toBeLessThan(8);
    await download((await openHub()).url);
    await expectWhole();
  });

  it.each([403, 407, 511])('counts a network that answers %i as such', async (status) => {
    const hub = await openHub((_, response) => void response.writeHead(status).end());
    await expect(download(hub.url)).rejects.toThrow(HubUnreachable);
  });
});

describe('redirects', () => {
  it('are followed without showing the token to another origin', async () => {
    const storage = await openHub();
    const hub = await openHub((request, response) => {
      response.writeHead(302, { location: `${storage.url}${request.url}` }).end();
    });
    await download(hub.url, { token: 'hf_secret' });
    await expectWhole();
    expect(hub.hits.every((hit) => hit.authorization === 'Bearer hf_secret')).toBe(true);
    expect(storage.hits.length).toBeGreaterThan(0);
    expect(storage.hits.every((hit) => hit.authorization === null)).toBe(true);
  });

  it('carry the range along', async () => {
    const storage = await openHub(cutAfter(200_000));
    const hub = await openHub((request, response) => {
      response.writeHead(307, { location: `${storage.url}${request.url}` }).end();
    });
    await download(hub.url);
    await expectWhole();
    expect(storage.hits.map((hit) => hit.range)).toContain('bytes=200000-');
  });

  it('are not followed for ever', async () => {
    const hub = await openHub((request, response) => {
      response.writeHead(302, { location: request.url }).end();
    });
    await expect(download(hub.url)).rejects.toThrow(/redirects more than 5 times/);
  });

  it('to something that is not HTTP are refused', async () => {
    const hub = await openHub(
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );
    await expect(download(hub.url)).rejects.toThrow(/redirects to file:.*not safe/);
  });
});

describe('several processes', () => {
  it('download a model once between them', async () => {
    const hub = await openHub();
    await Promise.all([download(hub.url), download(hub.url), download(hub.url)]);
    await expectWhole();
    expect(hub.hits).toHaveLength(files.size);
  });

  it('take over from one that was killed', async () => {
    const lock = path.join(modelDir, '.tiny.lock');
    // No process has this id: it is above the limit of every system.
    await writeFile(lock, JSON.stringify({ host: hostname(), pid: 2 ** 30 }));
    await download((await openHub()).url);
    await expectWhole();
  });

  it('take over from another machine that fell silent', async () => {
    const lock = path.join(modelDir, '.tiny.lock');
    await writeFile(lock, JSON.stringify({ host: 'elsewhere', pid: 1 }));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    await download((await openHub()).url);
    await expectWhole();
  });
});
