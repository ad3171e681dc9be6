// What the page and the worker with the model tell each other.
import type { BrowserModel } from '../../../api/browser-model.ts';

export type EncoderRequest =
  | { kind: 'load'; model: BrowserModel }
  | { kind: 'photo'; bitmap: ImageBitmap }
  | { kind: 'text'; text: string };

export type EncoderReply =
  | { kind: 'progress'; bytes: number; of: number }
  /** The vector is of unit length; of `load` there is none. */
  | { kind: 'done'; id: number; vector: Float32Array | null; tookMs: number }
  | { kind: 'failed'; id: number; message: string };
