// Puts the linear layers of a vision tower into int8: weights per channel, activations with scales that calibration fixed.
import { describeNode } from '../onnx/build-onnx.ts';
import type { OnnxFile } from '../onnx/onnx-file.ts';
import type { OnnxNode, OnnxTensor } from '../onnx/onnx-messages.ts';
import { floatsOf, sizesOf, tensorOf } from '../onnx/onnx-tensor.ts';
import type { ChannelRange } from './calibrate.ts';
import type { LayerGroup, LinearLayer } from './linear-layers.ts';
import { quantiseColumns } from './quantise-columns.ts';
import { smoothingScales } from './smoothing-scales.ts';

export function quantiseGraph(
  model: OnnxFile,
  groups: readonly LayerGroup[],
  ranges: ReadonlyMap<string, ChannelRange>,
  { smooth = true }: { smooth?: boolean } = {},
): OnnxFile {
  const replaced = new Map<string, OnnxTensor>();
  const gone = new Set<OnnxNode | string>();
  const instead = new Map<OnnxNode, OnnxNode[]>();
  const added: OnnxTensor[] = [];
  for (const group of groups) {
    const range = ranges.get(group.input);
    if (!range) continue;
    const scales = smooth && group.norm ? smoothingScales(range, group.layers) : null;
    if (scales && group.norm) {
      for (const tensor of [group.norm.gamma, group.norm.beta])
        replaced.set(tensor.name, tensorOf(tensor.name, sizesOf(tensor), divided(floatsOf(tensor), scales)));
    }
    const { scale, zero } = stepsOf(range, scales);
    const name = `${group.input}_int8`;
    added.push(
      tensorOf(`${name}_scale`, [], Float32Array.of(scale)),
      tensorOf(`${name}_zero`, [], Uint8Array.of(zero)),
    );
    const quantise = describeNode({
      op: 'QuantizeLinear',
      inputs: [group.input, `${name}_scale`, `${name}_zero`],
      outputs: [name],
    });
    for (const [i, layer] of group.layers.entries()) {
      const { nodes, tensors } = quantisedLayer(layer, name, scales);
      added.push(...tensors);
      instead.set(layer.product, i === 0 ? [quantise, ...nodes] : nodes);
      gone.add(layer.weights.name);
      if (layer.bias) gone.add(layer.bias.name);
      if (layer.sum) gone.add(layer.sum);
    }
  }
  const { graph } = model;
  return {
    ...model,
    opsetImport: [
      ...model.opsetImport.filter(({ domain }) => domain !== microsoft),
      { $typeName: 'onnx.Opset', domain: microsoft, version: 1n },
    ],
    graph: {
      ...graph,
      node: graph.node.flatMap((node) => instead.get(node) ?? (gone.has(node) ? [] : [node])),
      initializer: [
        ...graph.initializer
          .filter(({ name }) => !gone.has(name))
          .map((tensor) => replaced.get(tensor.name) ?? tensor),
        ...added,
      ],
    },
  };
}

const microsoft = 'com.microsoft';

function quantisedLayer(layer: LinearLayer, input: string, scales: Float32Array | null) {
  const [rows = 0, columns = 0] = sizesOf(layer.weights);
  const name = layer.weights.name;
  const { numbers, steps } = quantiseColumns(floatsOf(layer.weights), { rows, columns, rowScales: scales });
  const tensors = [
    tensorOf(`${name}_int8`, [rows, columns], numbers),
    tensorOf(`${name}_scale`, [columns], steps),
  ];
  if (layer.bias) tensors.push(tensorOf(`${layer.bias.name}_${name}`, [columns], floatsOf(layer.bias)));
  const product = describeNode({
    op: 'MatMulIntegerToFloat',
    domain: microsoft,
    inputs: [
      input,
      `${name}_int8`,
      `${input}_scale`,
      `${name}_scale`,
      `${input}_zero`,
      '', // Weights lie around 0, and sums over rows of activations can be left out
      ...(layer.bias ? [`${layer.bias.name}_${name}`] : []),
    ],
    outputs: layer.sum?.output ?? layer.product.output,
  });
  return { nodes: [product], tensors };
}

function stepsOf({ low, high }: ChannelRange, scales: Float32Array | null) {
  let [lowest, highest] = [0, 0];
  for (const [i, value] of low.entries()) lowest = Math.min(lowest, value / (scales?.[i] ?? 1));
  for (const [i, value] of high.entries()) highest = Math.max(highest, value / (scales?.[i] ?? 1));
  const scale = (highest - lowest) / 255 || 1;
  return { scale, zero: Math.round(-lowest / scale) };
}

const divided = (numbers: Float32Array, by: Float32Array) => numbers.map((value, i) => value / (by[i] ?? 1));
