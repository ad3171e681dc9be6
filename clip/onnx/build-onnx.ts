// Makes ONNX graphs of our own: arithmetic that onnxruntime does with all the processor has.
import { create } from '@bufbuild/protobuf';
import { encodeOnnx, type OnnxFile } from './onnx-file.ts';
import {
  attributeTypes,
  elementTypes,
  modelMessage,
  nodeMessage,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-messages.ts';

export interface NodePlan {
  op: string;
  inputs: string[];
  outputs: string[];
  /** Whole numbers become int attributes; give others, and whole ones meant as float, as `{ float }`. */
  attributes?: Record<string, AttributeValue>;
  /** Default: the standard operators. */
  domain?: string;
}

type AttributeValue = number | { float: number } | number[];

export interface ValuePlan {
  name: string;
  type: keyof typeof elementTypes;
  /** A name for a size that is only known when the model runs. */
  shape: (number | string)[];
}

export interface GraphPlan {
  nodes: NodePlan[];
  inputs: ValuePlan[];
  outputs: ValuePlan[];
  weights?: OnnxTensor[];
  /** Version of the standard operators. Default: 11. */
  opset?: number;
}

/** As a session takes it. */
export const onnxBytes = (plan: GraphPlan): Buffer => encodeOnnx(buildOnnx(plan));

export function buildOnnx({ nodes, inputs, outputs, weights = [], opset = 11 }: GraphPlan): OnnxFile {
  return create(modelMessage, {
    irVersion: 7n,
    producerName: 'lookalike',
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    graph: {
      name: 'graph',
      node: nodes.map(describeNode),
      initializer: weights,
      input: inputs.map(describeValue),
      output: outputs.map(describeValue),
    },
  }) as OnnxFile; // the description in onnx-messages.ts is what the interface says
}

/** Fit for the `node` of a graph that was read, too. */
export function describeNode({ op, inputs, outputs, attributes = {}, domain = '' }: NodePlan): OnnxNode {
  return create(nodeMessage, {
    input: inputs,
    output: outputs,
    name: outputs.join('_'),
    opType: op,
    ...(domain === '' ? {} : { domain }),
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...describeAttribute(value) })),
  }) as OnnxNode;
}

function describeAttribute(value: AttributeValue) {
  if (Array.isArray(value)) return { type: attributeTypes.ints, ints: value.map(BigInt) };
  if (typeof value === 'number') return { type: attributeTypes.int, i: BigInt(value) };
  return { type: attributeTypes.float, f: value.float };
}

function describeValue({ name, type, shape }: ValuePlan) {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: BigInt(size) } : { dimParam: size },
  );
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}
