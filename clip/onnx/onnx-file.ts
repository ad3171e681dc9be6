// Reads and writes ONNX files. Weights are never copied: read, they are views of the file; written, they go out as they lie.
import { open, readFile, rename, rm } from 'node:fs/promises';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import {
  graphMessage,
  modelMessage,
  type OnnxGraph,
  type OnnxModel,
  tensorMessage,
} from './onnx-messages.ts';

/** A model that has a graph, as all do that can be run. */
export type OnnxFile = OnnxModel & { graph: OnnxGraph };

/** Throws naming the file when it can't be read or is no ONNX model. */
export async function readOnnxFile(file: string): Promise<OnnxFile> {
  const bytes = await readFile(file);
  try {
    return decodeOnnx(bytes);
  } catch (cause) {
    throw new Error(`${file} is no ONNX model.`, { cause });
  }
}

export function decodeOnnx(bytes: Uint8Array): OnnxFile {
  // The description in onnx-messages.ts is what the interfaces beside it say.
  const model = fromBinary(modelMessage, bytes) as OnnxModel;
  if (!model.graph) throw new Error('It has no graph.');
  return model as OnnxFile;
}

/** There is a whole file of that name afterwards, or none. */
export async function writeOnnxFile(file: string, model: OnnxFile): Promise<void> {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    const handle = await open(unfinished, 'w');
    try {
      for (const chunk of chunksOf(model)) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

export function encodeOnnx(model: OnnxFile): Buffer {
  return Buffer.concat(chunksOf(model));
}

const fieldNumbers = { graph: 7, initializer: 5, rawData: 9 };

/** What a file consists of, one after the other: everything small in one piece, and each tensor's numbers as they are. */
function chunksOf(model: OnnxFile): Uint8Array[] {
  const tensors = model.graph.initializer.flatMap(({ rawData, ...described }) => {
    const head = toBinary(tensorMessage, described);
    const numbers = rawData?.length ? [lengthOf(fieldNumbers.rawData, rawData.length), rawData] : [];
    return [lengthOf(fieldNumbers.initializer, sizeOf([head, ...numbers])), head, ...numbers];
  });
  const { graph: whole, ...outside } = model;
  const light: OnnxGraph = { ...whole, initializer: [] };
  const graph = [toBinary(graphMessage, light), ...tensors];
  return [toBinary(modelMessage, outside), lengthOf(fieldNumbers.graph, sizeOf(graph)), ...graph];
}

const lengthOf = (field: number, bytes: number) =>
  new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(bytes).finish();

const sizeOf = (chunks: readonly Uint8Array[]) => chunks.reduce((sum, { length }) => sum + length, 0);
