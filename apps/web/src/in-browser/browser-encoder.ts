// The page's end of the worker with the model: asks it, and hears how the download goes.
import type { BrowserModel } from '../../../api/browser-model.ts';
import type { EncoderReply, EncoderRequest } from './encoder-messages.ts';

export interface Embedded {
  /** Unit length. */
  vector: Float32Array;
  /** What the model took for it, waiting left out. */
  tookMs: number;
}

export interface BrowserEncoder {
  /** Resolves when the model can be asked. */
  load(model: BrowserModel): Promise<void>;
  /** Takes the bitmap over. */
  embedPhoto(bitmap: ImageBitmap): Promise<Embedded>;
  embedText(text: string): Promise<Embedded>;
  close(): void;
}

type Done = Extract<EncoderReply, { kind: 'done' }>;

/** @param onProgress bytes of the download so far, and of all of it */
export function startBrowserEncoder(onProgress: (bytes: number, of: number) => void): BrowserEncoder {
  const worker = new Worker(new URL('./encoder-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { resolve: (done: Done) => void; reject: (error: Error) => void }>();
  let latest = 0;
  worker.onmessage = ({ data }: MessageEvent<EncoderReply>) => {
    if (data.kind === 'progress') return onProgress(data.bytes, data.of);
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === 'done') asked?.resolve(data);
    else asked?.reject(new Error(data.message));
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values())
      reject(new Error(message || 'The model could not be started.'));
    waiting.clear();
  };
  const ask = (request: EncoderRequest, transfer: Transferable[] = []) =>
    new Promise<Done>((resolve, reject) => {
      latest += 1;
      waiting.set(latest, { resolve, reject });
      worker.postMessage({ id: latest, request }, transfer);
    });
  const vectorOf = async (request: EncoderRequest, transfer?: Transferable[]) => {
    const { vector, tookMs } = await ask(request, transfer);
    if (!vector) throw new Error('The model answered with no vector.');
    return { vector, tookMs };
  };
  return {
    load: async (model) => {
      await ask({ kind: 'load', model });
    },
    embedPhoto: (bitmap) => vectorOf({ kind: 'photo', bitmap }, [bitmap]),
    embedText: (text) => vectorOf({ kind: 'text', text }),
    close: () => worker.terminate(),
  };
}
