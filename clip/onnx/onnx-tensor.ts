// ONNX tensors made of typed arrays.
import { create } from '@bufbuild/protobuf';
import { elementTypes, type OnnxTensor, tensorMessage } from './onnx-messages.ts';

export type Numbers = Float32Array | Int8Array | Uint8Array | Int32Array | BigInt64Array;

/** The array is not copied. */
export function tensorOf(name: string, dims: readonly number[], numbers: Numbers): OnnxTensor {
  return create(tensorMessage, {
    name,
    dims: dims.map(BigInt),
    dataType: elementTypeOf(numbers),
    rawData: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  }) as OnnxTensor; // the description in onnx-messages.ts is what the interface says
}

function elementTypeOf(numbers: Numbers): number {
  if (numbers instanceof Float32Array) return elementTypes.float32;
  if (numbers instanceof Int8Array) return elementTypes.int8;
  if (numbers instanceof Uint8Array) return elementTypes.uint8;
  return numbers instanceof Int32Array ? elementTypes.int32 : elementTypes.int64;
}
