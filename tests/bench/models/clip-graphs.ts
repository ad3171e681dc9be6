// The two graphs of a CLIP with random weights, node by node as the exports of transformers.js have them.
import { buildOnnx } from '../../../clip/onnx/build-onnx.ts';
import type { OnnxFile } from '../../../clip/onnx/onnx-file.ts';
import { randomNumbers } from './random-numbers.ts';
import {
  addLayerNorm,
  addTransformer,
  graphParts,
  type LayerNormForm,
  type TransformerShape,
} from './transformer-graph.ts';

export interface ClipShape {
  /** Length of an embedding. */
  dimension: number;
  vision: TransformerShape & { imageSize: number; patchSize: number };
  text: TransformerShape & { vocabulary: number; positions: number };
}

export interface ClipGraphOptions {
  seed: number;
  layerNorms: LayerNormForm;
}

/** `pixel_values` [batch, 3, size, size] to `image_embeds` [batch, dimension]. */
export function visionGraph({ vision, dimension }: ClipShape, options: ClipGraphOptions): OnnxFile {
  const { width, imageSize, patchSize } = vision;
  const random = randomNumbers(options.seed);
  const parts = graphParts(random, options.layerNorms);
  const { add, constant, ints } = parts;
  const patches = (imageSize / patchSize) ** 2;
  const samples = 3 * patchSize ** 2;
  const kernel = constant(
    [width, 3, patchSize, patchSize],
    random.normal(width * samples, 1 / Math.sqrt(samples)),
  );
  const strides = { kernel_shape: [patchSize, patchSize], strides: [patchSize, patchSize] };
  const convolved = add('Conv', ['pixel_values', kernel], strides);
  const tokens = add('Transpose', [add('Reshape', [convolved, ints(0, 0, -1)])], { perm: [0, 2, 1] });
  const batch = add('Gather', [add('Shape', ['pixel_values']), ints(0)], { axis: 0 });
  const oneEach = add('Concat', [batch, ints(1, width)], { axis: 0 });
  const classToken = add('Expand', [constant([1, 1, width], random.normal(width, 0.1)), oneEach]);
  const sequence = add('Concat', [classToken, tokens], { axis: 1 });
  const positions = constant([1, patches + 1, width], random.normal((patches + 1) * width, 0.1));
  const stream = addLayerNorm(parts, add('Add', [sequence, positions]), width);
  const seen = addTransformer(parts, stream, vision);
  const pooled = add('Gather', [seen, constant([], BigInt64Array.of(0n))], { axis: 1 });
  const projection = constant([width, dimension], random.normal(width * dimension, 1 / Math.sqrt(width)));
  const output = 'image_embeds';
  parts.nodes.push({
    op: 'MatMul',
    inputs: [addLayerNorm(parts, pooled, width), projection],
    outputs: [output],
  });
  return buildOnnx({
    nodes: parts.nodes,
    weights: parts.weights,
    opset: opsetOf(options),
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch_size', 3, imageSize, imageSize] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch_size', dimension] }],
  });
}

/** `input_ids` [batch, sequence] to `text_embeds` [batch, dimension], pooled at the highest id, which is the end token's. */
export function textGraph({ text, dimension }: ClipShape, options: ClipGraphOptions): OnnxFile {
  const { width, vocabulary, positions } = text;
  const random = randomNumbers(options.seed + 1);
  const parts = graphParts(random, options.layerNorms);
  const { add, constant, ints } = parts;
  const tokens = add(
    'Gather',
    [constant([vocabulary, width], random.normal(vocabulary * width, 1)), 'input_ids'],
    {
      axis: 0,
    },
  );
  const length = add('Gather', [add('Shape', ['input_ids']), ints(1)], { axis: 0 });
  const upToLength = (name: string, axis: number) => add('Slice', [name, ints(0), length, ints(axis)]);
  const places = constant([1, positions, width], random.normal(positions * width, 0.3));
  const stream = add('Add', [tokens, upToLength(places, 1)]);
  const mask = upToLength(upToLength(constant([1, 1, positions, positions], causalMask(positions)), 2), 3);
  const read = addLayerNorm(parts, addTransformer(parts, stream, { ...text, mask }), width);
  const end = add('Unsqueeze', [add('ArgMax', ['input_ids'], { axis: 1, keepdims: 0 }), ints(1)]);
  const pooled = add('GatherND', [read, end], { batch_dims: 1 });
  const projection = constant([width, dimension], random.normal(width * dimension, 1 / Math.sqrt(width)));
  const output = 'text_embeds';
  parts.nodes.push({ op: 'MatMul', inputs: [pooled, projection], outputs: [output] });
  return buildOnnx({
    nodes: parts.nodes,
    weights: parts.weights,
    opset: opsetOf(options),
    inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch_size', 'sequence_length'] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch_size', dimension] }],
  });
}

const opsetOf = ({ layerNorms }: ClipGraphOptions) => (layerNorms === 'one node' ? 17 : 14);

function causalMask(positions: number): Float32Array {
  const isAhead = (i: number) => i % positions > Math.floor(i / positions);
  return Float32Array.from({ length: positions ** 2 }, (_, i) => (isAhead(i) ? -3.4e38 : 0));
}
