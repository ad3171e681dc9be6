// Finds the linear layers of a graph: products with a matrix of weights, the bias that is added, and what scales their input.
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../onnx/onnx-messages.ts';
import { sizesOf } from '../onnx/onnx-tensor.ts';

export interface LinearLayer {
  product: OnnxNode;
  /** The node that adds the bias; null: none is added. */
  sum: OnnxNode | null;
  /** [inputs, outputs] */
  weights: OnnxTensor;
  bias: OnnxTensor | null;
  /** The value that goes in. */
  input: string;
}

/** Layers that take the same value, and so share its scales. */
export interface LayerGroup {
  input: string;
  layers: LinearLayer[];
  /** The last step of a LayerNorm that only these layers use: scales can go into it for nothing. */
  norm: { gamma: OnnxTensor; beta: OnnxTensor } | null;
}

/** All that work on sequences of tokens: [batch, tokens, width]. What comes after pooling has hardly any work in it. */
export function findLayerGroups(graph: OnnxGraph): LayerGroup[] {
  const found = index(graph);
  const groups = new Map<string, LinearLayer[]>();
  for (const product of graph.node) {
    const layer = linearLayer(product, found);
    if (layer) groups.set(layer.input, [...(groups.get(layer.input) ?? []), layer]);
  }
  return [...groups].map(([input, layers]) => ({
    input,
    layers,
    norm: normBefore(input, layers.length, found),
  }));
}

interface Index {
  tensors: ReadonlyMap<string, OnnxTensor>;
  makers: ReadonlyMap<string, OnnxNode>;
  users: ReadonlyMap<string, OnnxNode[]>;
}

function index({ node, initializer }: OnnxGraph): Index {
  const users = new Map<string, OnnxNode[]>();
  for (const one of node) for (const name of one.input) users.set(name, [...(users.get(name) ?? []), one]);
  return {
    tensors: new Map(initializer.map((tensor) => [tensor.name, tensor])),
    makers: new Map(node.flatMap((one) => one.output.map((name) => [name, one] as const))),
    users,
  };
}

/** With a bias: that is how a layer is told from the projection into the space of vectors, which has none. */
function linearLayer(product: OnnxNode, { tensors, users }: Index): LinearLayer | null {
  const [input, matrix] = product.input;
  const weights = tensors.get(matrix ?? '');
  if (product.opType !== 'MatMul' || input === undefined || !weights || weights.dims.length !== 2)
    return null;
  const [sum] = users.get(product.output[0] ?? '') ?? [];
  const bias =
    sum?.opType === 'Add' ? sum.input.map((name) => tensors.get(name)).find((one) => one) : undefined;
  if (!sum || !bias || !isVector(bias)) return null;
  return { product, sum, weights, bias, input };
}

/** LayerNorm as one node, or the multiplication and addition that end it as nine. */
function normBefore(input: string, layers: number, { tensors, makers, users }: Index): LayerGroup['norm'] {
  if ((users.get(input)?.length ?? 0) !== layers) return null;
  const last = makers.get(input);
  if (last?.opType === 'LayerNormalization') {
    const [gamma, beta] = last.input.slice(1).map((name) => tensors.get(name));
    return gamma && beta ? { gamma, beta } : null;
  }
  if (last?.opType !== 'Add') return null;
  const beta = last.input.map((name) => tensors.get(name)).find((one) => one);
  const scaled = last.input.map((name) => makers.get(name)).find((one) => one?.opType === 'Mul');
  const gamma = scaled?.input.map((name) => tensors.get(name)).find((one) => one);
  return beta && gamma && isVector(beta) && isVector(gamma) ? { gamma, beta } : null;
}

const isVector = (tensor: OnnxTensor) => sizesOf(tensor).length === 1;
