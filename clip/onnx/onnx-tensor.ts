// The numbers of an ONNX tensor, as typed arrays over the bytes of its file, and tensors made of typed arrays.
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

/** A view of the file's bytes where these lie at a multiple of four, else a copy. Throws naming a tensor without float32 numbers. */
export function floatsOf(tensor: OnnxTensor): Float32Array {
  if (tensor.dataType !== elementTypes.float32 || tensor.dataLocation === 1)
    throw new Error(`The tensor ${tensor.name} holds no float32 numbers.`);
  if (tensor.rawData.length === 0) return Float32Array.from(tensor.floatData);
  const { rawData } = tensor;
  const bytes = rawData.byteOffset % 4 === 0 ? rawData : Uint8Array.from(rawData);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

export const sizesOf = ({ dims }: OnnxTensor) => dims.map(Number);

function elementTypeOf(numbers: Numbers): number {
  if (numbers instanceof Float32Array) return elementTypes.float32;
  if (numbers instanceof Int8Array) return elementTypes.int8;
  if (numbers instanceof Uint8Array) return elementTypes.uint8;
  return numbers instanceof Int32Array ? elementTypes.int32 : elementTypes.int64;
}
