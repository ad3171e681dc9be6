// A made-up model of a few hundred kilobytes, for downloads.
import { createHash, randomBytes } from 'node:crypto';
import type { ModelSpec } from '../../../clip/registry/model-spec.ts';

/** A registry entry and the files that the hub has under it. */
export function inventModel(): { spec: ModelSpec; files: Map<string, Buffer> } {
  const files = new Map([
    ['config.json', Buffer.from('{}')],
    ['onnx/vision_model.onnx', randomBytes(300_000)],
    ['onnx/text_model.onnx', randomBytes(100_000)],
  ]);
  const entries = [...files].map(([path, body]) => ({
    path,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  }));
  const spec: ModelSpec = {
    id: 'tiny',
    folder: 'tiny',
    title: 'Tiny',
    dimension: 4,
    source: { kind: 'hub', repo: 'someone/tiny', revision: 'a'.repeat(40) },
    files: entries.slice(0, 1),
    weights: { fp32: entries.slice(1) },
    licence: { name: 'none', allowsCommercialUse: true },
    quirks: {},
    notes: [],
  };
  return { spec, files };
}
