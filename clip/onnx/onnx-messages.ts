// The messages of an ONNX file (github.com/onnx/onnx, onnx.proto), as far as we read or write them. Fields that are not named
// here are kept as they are by whoever reads a file and writes it again.
import { create, createFileRegistry, type DescMessage, type Message } from '@bufbuild/protobuf';
import {
  type FieldDescriptorProto,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';

export interface OnnxModel extends Message {
  irVersion: bigint;
  opsetImport: OnnxOpset[];
  producerName: string;
  graph?: OnnxGraph;
}

export interface OnnxOpset extends Message {
  /** Empty: the standard operators. */
  domain: string;
  version: bigint;
}

export interface OnnxGraph extends Message {
  /** In an order in which each finds its inputs ready. */
  node: OnnxNode[];
  name: string;
  /** Weights and constants. */
  initializer: OnnxTensor[];
  input: OnnxValue[];
  output: OnnxValue[];
  /** What is known of values in between. */
  valueInfo: OnnxValue[];
}

export interface OnnxNode extends Message {
  /** Empty: an optional input that is left out. */
  input: string[];
  output: string[];
  name: string;
  opType: string;
  domain: string;
  attribute: OnnxAttribute[];
}

export interface OnnxAttribute extends Message {
  name: string;
  /** Which of the fields counts; see `attributeTypes`. */
  type: number;
  f: number;
  i: bigint;
  s: Uint8Array;
  t?: OnnxTensor;
  floats: number[];
  ints: bigint[];
}

export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

export interface OnnxTensor extends Message {
  name: string;
  dims: bigint[];
  /** See `elementTypes`. */
  dataType: number;
  /** Little-endian; the numbers are here or in the field of their type. */
  rawData: Uint8Array;
  floatData: number[];
  int32Data: number[];
  int64Data: bigint[];
  /** 1: the numbers are in another file. */
  dataLocation: number;
}

export const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;

export interface OnnxValue extends Message {
  name: string;
  type?: OnnxType;
}

interface OnnxType extends Message {
  tensorType?: OnnxTensorType;
}

interface OnnxTensorType extends Message {
  elemType: number;
  shape?: OnnxShape;
}

interface OnnxShape extends Message {
  dim: OnnxDimension[];
}

interface OnnxDimension extends Message {
  dimValue: bigint;
  /** The name of a size that is only known when the model runs. */
  dimParam: string;
}

/** A field: its number, its type or the message it holds, and whether there may be many. */
type Field = [number: number, type: string, many?: 'many' | 'packed'];

const fields: Record<string, Record<string, Field>> = {
  Model: {
    ir_version: [1, 'int64'],
    producer_name: [2, 'string'],
    graph: [7, 'Graph'],
    opset_import: [8, 'Opset', 'many'],
  },
  Opset: { domain: [1, 'string'], version: [2, 'int64'] },
  Graph: {
    node: [1, 'Node', 'many'],
    name: [2, 'string'],
    initializer: [5, 'Tensor', 'many'],
    input: [11, 'Value', 'many'],
    output: [12, 'Value', 'many'],
    value_info: [13, 'Value', 'many'],
  },
  Node: {
    input: [1, 'string', 'many'],
    output: [2, 'string', 'many'],
    name: [3, 'string'],
    op_type: [4, 'string'],
    attribute: [5, 'Attribute', 'many'],
    domain: [7, 'string'],
  },
  Attribute: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    t: [5, 'Tensor'],
    floats: [7, 'float', 'many'],
    ints: [8, 'int64', 'many'],
    type: [20, 'int32'],
  },
  Tensor: {
    dims: [1, 'int64', 'many'],
    data_type: [2, 'int32'],
    float_data: [4, 'float', 'packed'],
    int32_data: [5, 'int32', 'packed'],
    int64_data: [7, 'int64', 'packed'],
    name: [8, 'string'],
    raw_data: [9, 'bytes'],
    data_location: [14, 'int32'],
  },
  Value: { name: [1, 'string'], type: [2, 'Type'] },
  Type: { tensor_type: [1, 'TensorType'] },
  TensorType: { elem_type: [1, 'int32'], shape: [2, 'Shape'] },
  Shape: { dim: [1, 'Dimension', 'many'] },
  Dimension: { dim_value: [1, 'int64'], dim_param: [2, 'string'] },
};

const scalars: Record<string, Type> = {
  int32: Type.INT32,
  int64: Type.INT64,
  float: Type.FLOAT,
  string: Type.STRING,
  bytes: Type.BYTES,
};

const registry = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: 'onnx.proto',
    package: 'onnx',
    messageType: Object.entries(fields).map(([name, those]) => ({
      name,
      field: Object.entries(those).map(describeField),
    })),
  }),
  () => undefined,
);

export const modelMessage = messageOf('Model');
export const graphMessage = messageOf('Graph');
export const nodeMessage = messageOf('Node');
export const tensorMessage = messageOf('Tensor');

function messageOf(name: string): DescMessage {
  const found = registry.getMessage(`onnx.${name}`);
  if (!found) throw new Error(`onnx.${name} is not described.`);
  return found;
}

function describeField([name, [number, type, many]]: [string, Field]): FieldDescriptorProto {
  const scalar = scalars[type];
  return create(FieldDescriptorProtoSchema, {
    name,
    number,
    label: many ? Label.REPEATED : Label.OPTIONAL,
    ...(scalar === undefined ? { type: Type.MESSAGE, typeName: `.onnx.${type}` } : { type: scalar }),
    ...(many === 'packed' ? { options: { packed: true } } : {}),
  });
}
