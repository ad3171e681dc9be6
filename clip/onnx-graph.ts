// Writes small ONNX graphs as bytes: arithmetic that onnxruntime does with all the processor has.

/** A field of a protocol buffer: text, number, or nested fields. */
type Field = [number: number, value: string | number | Field[]];

interface Node {
  op: string;
  inputs: string[];
  outputs: string[];
  attributes?: Record<string, number | number[]>;
}

interface Value {
  name: string;
  /** ONNX element type: 1 is float32, 7 is int64. */
  type: 1 | 7;
  shape: (number | string)[];
}

/** The bytes of a model of the given nodes (operator set 11). */
export function writeOnnx(graph: { nodes: Node[]; inputs: Value[]; outputs: Value[] }): Buffer {
  return encode([
    [1, 7],
    [8, [[2, 11]]],
    [
      7,
      [
        ...graph.nodes.map((node): Field => [1, describeNode(node)]),
        [2, 'graph'],
        ...graph.inputs.map((value): Field => [11, describeValue(value)]),
        ...graph.outputs.map((value): Field => [12, describeValue(value)]),
      ],
    ],
  ]);
}

function describeNode({ op, inputs, outputs, attributes = {} }: Node): Field[] {
  const described = Object.entries(attributes).map(([name, value]): Field => {
    const values: Field[] = Array.isArray(value) ? value.map((item): Field => [8, item]) : [[3, value]];
    return [5, [[1, name], ...values, [20, Array.isArray(value) ? 7 : 2]]];
  });
  const named = outputs.join('_');
  return [
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [3, named],
    [4, op],
    ...described,
  ];
}

function describeValue({ name, type, shape }: Value): Field[] {
  const dimensions = shape.map((size): Field => [1, [[typeof size === 'number' ? 1 : 2, size]]]);
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, type],
            [2, dimensions],
          ],
        ],
      ],
    ],
  ];
}

function encode(fields: Field[]): Buffer {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
    const body = typeof value === 'string' ? Buffer.from(value) : encode(value);
    return Buffer.concat([varint((number << 3) | 2), varint(body.length), body]);
  });
  return Buffer.concat(parts);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
