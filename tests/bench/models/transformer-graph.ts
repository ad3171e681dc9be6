// A CLIP tower's transformer as ONNX nodes, operator by operator as its exports have it, with random weights.
import type { NodePlan } from '../../../clip/onnx/build-onnx.ts';
import type { OnnxTensor } from '../../../clip/onnx/onnx-messages.ts';
import { type Numbers, tensorOf } from '../../../clip/onnx/onnx-tensor.ts';
import type { RandomNumbers } from './random-numbers.ts';

export interface TransformerShape {
  width: number;
  layers: number;
  heads: number;
}

/** As exports have LayerNorm: in nine nodes (all of CLIP on the hub), or as one of operator set 17. */
export type LayerNormForm = 'nine nodes' | 'one node';

export interface GraphParts {
  readonly nodes: NodePlan[];
  readonly weights: OnnxTensor[];
  readonly random: RandomNumbers;
  readonly layerNorms: LayerNormForm;
  /** Adds a node with one output, which it names; gives the name. */
  add(op: string, inputs: string[], attributes?: NodePlan['attributes']): string;
  /** Adds numbers that every run uses; gives their name. */
  constant(dims: number[], numbers: Numbers): string;
  /** Of float32. */
  scalar(value: number): string;
  /** Of int64. */
  ints(...values: number[]): string;
}

export function graphParts(random: RandomNumbers, layerNorms: LayerNormForm): GraphParts {
  const nodes: NodePlan[] = [];
  const weights: OnnxTensor[] = [];
  const constant = (dims: number[], numbers: Numbers) => {
    const name = `weights_${weights.length}`;
    weights.push(tensorOf(name, dims, numbers));
    return name;
  };
  return {
    nodes,
    weights,
    random,
    layerNorms,
    constant,
    add(op, inputs, attributes = {}) {
      const name = `${op}_${nodes.length}`;
      nodes.push({ op, inputs, outputs: [name], attributes });
      return name;
    },
    scalar: (value) => constant([], Float32Array.of(value)),
    ints: (...values) => constant([values.length], BigInt64Array.from(values, BigInt)),
  };
}

/** @param mask what is added to the attention of each pair of tokens, if anything */
export function addTransformer(
  parts: GraphParts,
  input: string,
  shape: TransformerShape & { mask?: string },
): string {
  const { width, layers } = shape;
  // Each layer adds to the stream; scaled like this it stays of one size from the first layer to the last.
  const share = 1 / Math.sqrt(2 * layers);
  const outliers = chooseOutliers(parts.random, width);
  let stream = input;
  for (let layer = 0; layer < layers; layer++) {
    const attended = addAttention(parts, addLayerNorm(parts, stream, width, outliers), {
      ...shape,
      outliers,
      share,
    });
    stream = parts.add('Add', [stream, attended]);
    const thought = addMlp(parts, addLayerNorm(parts, stream, width, outliers), { width, outliers, share });
    stream = parts.add('Add', [stream, thought]);
  }
  return stream;
}

/** Channels that are many times larger than the others, and how many times. */
type Outliers = ReadonlyMap<number, number>;

// What makes CLIP hard to quantise: under 1 % of the channels behind a LayerNorm are tens of times larger than the rest.
const outlierShare = 1 / 128;

function chooseOutliers(random: RandomNumbers, width: number): Outliers {
  const count = Math.max(1, Math.round(width * outlierShare));
  return new Map(
    Array.from({ length: count }, () => [Math.floor(random.even() * width), 20 + 40 * random.even()]),
  );
}

export function addLayerNorm(parts: GraphParts, input: string, width: number, outliers?: Outliers): string {
  const { add, constant, scalar, random } = parts;
  const gammas = random.normal(width, 0.2).map((value, i) => (1 + value) * (outliers?.get(i) ?? 1));
  const betas = random.normal(width, 0.1).map((value, i) => value * (outliers?.get(i) ?? 1));
  const [gamma, beta] = [constant([width], gammas), constant([width], betas)];
  if (parts.layerNorms === 'one node')
    return add('LayerNormalization', [input, gamma, beta], { axis: -1, epsilon: { float: 1e-5 } });
  const centred = add('Sub', [input, add('ReduceMean', [input], { axes: [-1] })]);
  const variance = add('ReduceMean', [add('Pow', [centred, scalar(2)])], { axes: [-1] });
  const deviation = add('Sqrt', [add('Add', [variance, scalar(1e-5)])]);
  return add('Add', [add('Mul', [add('Div', [centred, deviation]), gamma]), beta]);
}

interface BlockShape {
  width: number;
  outliers: Outliers;
  /** Of the stream that the block adds. */
  share: number;
}

function addAttention(
  parts: GraphParts,
  input: string,
  { width, heads, mask, outliers, share }: BlockShape & { heads: number; mask?: string },
): string {
  const { add, ints, scalar } = parts;
  const size = width / heads;
  const byHead = ints(0, 0, heads, size);
  // Logits that spread by 2: each token attends to some of the others, not to all alike.
  const sharp = Math.sqrt(2);
  const project = (gain: number) => addLinear(parts, input, [width, width], { gain, outliers });
  const queries = add('Mul', [project(sharp), scalar(1 / Math.sqrt(size))]);
  const [keys, values] = [project(sharp), project(1)];
  const split = (name: string, perm: number[]) =>
    add('Transpose', [add('Reshape', [name, byHead])], { perm });
  const logits = add('MatMul', [split(queries, [0, 2, 1, 3]), split(keys, [0, 2, 3, 1])]);
  const weights = add('Softmax', [mask ? add('Add', [logits, mask]) : logits], { axis: -1 });
  const attended = add('MatMul', [weights, split(values, [0, 2, 1, 3])]);
  const joined = add('Reshape', [add('Transpose', [attended], { perm: [0, 2, 1, 3] }), ints(0, 0, width)]);
  return addLinear(parts, joined, [width, width], { gain: 2 * share });
}

function addMlp(parts: GraphParts, input: string, { width, outliers, share }: BlockShape): string {
  const { add, scalar } = parts;
  const wide = addLinear(parts, input, [width, 4 * width], { gain: 1, outliers });
  const gate = add('Sigmoid', [add('Mul', [wide, scalar(1.702)])]);
  return addLinear(parts, add('Mul', [wide, gate]), [4 * width, width], { gain: 2 * share });
}

/** @param gain how much larger than what comes in is what goes out */
function addLinear(
  parts: GraphParts,
  input: string,
  [from, to]: [number, number],
  { gain, outliers }: { gain: number; outliers?: Outliers },
): string {
  const { add, constant, random } = parts;
  const weights = random.normal(from * to, gain / Math.sqrt(from));
  // A trained model gives its outliers small weights; with large ones they would drown all others.
  for (const [channel, size] of outliers ?? [])
    for (let i = channel * to; i < (channel + 1) * to; i++) weights[i] = (weights[i] ?? 0) / size;
  const product = add('MatMul', [input, constant([from, to], weights)]);
  return add('Add', [constant([to], random.normal(to, 0.1 * gain)), product]);
}
