// The model in a thread of its own, so that the page never waits for it: photos and texts in, unit vectors out.

import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { createTextTokenizer, type TextTokenizer } from '../../../../clip/text-tokens.ts';
import type { BrowserModel } from '../../../api/browser-model.ts';
import type { EncoderReply, EncoderRequest } from './encoder-messages.ts';
import { fetchKept } from './fetch-kept.ts';
import { photoTensor } from './photo-tensor.ts';

// More threads need a page that is isolated from all other sites (COOP and COEP), which pictures of shops are not.
env.wasm.numThreads = 1;
env.wasm.wasmPaths = { wasm: wasmUrl };

interface Loaded {
  model: BrowserModel;
  vision: InferenceSession;
  text: InferenceSession;
  tokenizer: TextTokenizer;
}

let loading: Promise<Loaded> | null = null;
// A session runs one thing at a time.
let before: Promise<unknown> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<{ id: number; request: EncoderRequest }>) => {
  const { id, request } = data;
  let from = 0;
  const work = before.then(() => {
    from = performance.now();
    return answer(request);
  });
  before = work.then(
    (vector) => reply({ kind: 'done', id, vector, tookMs: performance.now() - from }),
    (error: unknown) =>
      reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
  );
};

const reply = (message: EncoderReply) => self.postMessage(message);

async function answer(request: EncoderRequest): Promise<Float32Array | null> {
  if (request.kind === 'load') {
    loading = load(request.model);
    await loading;
    return null;
  }
  if (!loading) throw new Error('The model has not been loaded.');
  const loaded = await loading;
  return request.kind === 'photo' ? embedPhoto(loaded, request.bitmap) : embedText(loaded, request.text);
}

async function load(model: BrowserModel): Promise<Loaded> {
  const { vision, text, tokenizer, tokenizerConfig } = model.files;
  const all = [vision, text, tokenizer, tokenizerConfig];
  const of = all.reduce((sum, { bytes }) => sum + bytes, 0);
  let bytes = 0;
  const fetched = all.map((file) =>
    fetchKept(file.url, (more) => {
      bytes += more;
      reply({ kind: 'progress', bytes: Math.min(bytes, of), of });
    }),
  );
  const [visionBytes, textBytes, json, config] = await Promise.all(fetched);
  if (!visionBytes || !textBytes || !json || !config) throw new Error('A file of the model is missing.');
  return {
    model,
    tokenizer: createTextTokenizer({
      contextLength: model.contextLength,
      quirks: {}, // the starter has none
      tokenizer: { json: parse(json), config: parse(config) },
    }),
    vision: await InferenceSession.create(visionBytes, { executionProviders: ['wasm'] }),
    text: await InferenceSession.create(textBytes, { executionProviders: ['wasm'] }),
  };
}

const parse = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));

async function embedPhoto({ vision, model }: Loaded, bitmap: ImageBitmap): Promise<Float32Array> {
  const { preprocessing } = model;
  const { size } = preprocessing;
  const pixels = photoTensor(bitmap, preprocessing);
  bitmap.close();
  return run(vision, { pixel_values: new Tensor('float32', pixels, [1, 3, size, size]) });
}

async function embedText({ text: session, tokenizer }: Loaded, text: string): Promise<Float32Array> {
  const { ids } = tokenizer.tokenize(text);
  const tensor = (values: number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const feeds = { input_ids: tensor(ids), attention_mask: tensor(ids.map(() => 1)) };
  return run(
    session,
    Object.fromEntries(Object.entries(feeds).filter(([name]) => session.inputNames.includes(name))),
  );
}

async function run(session: InferenceSession, feeds: Record<string, Tensor>): Promise<Float32Array> {
  const outputs = await session.run(feeds);
  const [output] = Object.values(outputs);
  if (!(output?.data instanceof Float32Array)) throw new Error('The model answered with no vector.');
  const length = Math.hypot(...output.data);
  return output.data.map((value) => value / length);
}
