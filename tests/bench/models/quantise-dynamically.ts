// A tower in dynamic int8, as onnxruntime's own tool makes it and the hub has it: one step for all weights of a layer, and one
// found anew in each run for all that goes into it, batch and all.
import { describeNode, type NodePlan } from '../../../clip/onnx/build-onnx.ts';
import type { OnnxFile } from '../../../clip/onnx/onnx-file.ts';
import type { OnnxNode, OnnxTensor } from '../../../clip/onnx/onnx-messages.ts';
import { floatsOf, sizesOf, tensorOf } from '../../../clip/onnx/onnx-tensor.ts';
import { findLayerGroups, type LinearLayer } from '../../../clip/quantise/linear-layers.ts';

export function quantiseDynamically(model: OnnxFile): OnnxFile {
  const layers = findLayerGroups(model.graph).flatMap((group) => group.layers);
  const weights = new Map<string, OnnxTensor[]>(layers.map((layer) => [layer.weights.name, int8Of(layer)]));
  const products = new Map<OnnxNode, OnnxNode[]>(layers.map((layer) => [layer.product, productOf(layer)]));
  const { graph } = model;
  return {
    ...model,
    graph: {
      ...graph,
      node: graph.node.flatMap((node) => products.get(node) ?? [node]),
      initializer: graph.initializer.flatMap((tensor) => weights.get(tensor.name) ?? [tensor]),
    },
  };
}

function int8Of({ weights }: LinearLayer): OnnxTensor[] {
  const numbers = floatsOf(weights);
  const step = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
  const { name } = weights;
  return [
    tensorOf(
      `${name}_int8`,
      sizesOf(weights),
      Int8Array.from(numbers, (value) => Math.round(value / step)),
    ),
    tensorOf(`${name}_step`, [], Float32Array.of(step)),
  ];
}

function productOf({ input, weights: { name }, product }: LinearLayer): OnnxNode[] {
  const [output = ''] = product.output;
  const of = (part: string) => `${output}_${part}`;
  const steps: NodePlan[] = [
    {
      op: 'DynamicQuantizeLinear',
      inputs: [input],
      outputs: [of('numbers'), of('step'), of('zero')],
    },
    { op: 'MatMulInteger', inputs: [of('numbers'), `${name}_int8`, of('zero')], outputs: [of('integers')] },
    { op: 'Cast', inputs: [of('integers')], outputs: [of('floats')], attributes: { to: 1 } },
    { op: 'Mul', inputs: [of('step'), `${name}_step`], outputs: [of('scale')] },
    { op: 'Mul', inputs: [of('floats'), of('scale')], outputs: [output] },
  ];
  return steps.map(describeNode);
}
