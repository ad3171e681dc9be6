// One ONNX graph, half of a model: runs it on a batch and gives unit-length vectors.
import { InferenceSession, type Tensor } from 'onnxruntime-node';

export interface TowerOptions {
  /** The .onnx file. */
  file: string;
  /** Name of the output that holds the embeddings, [batch, dimension]. */
  output: string;
  /** Threads of one run. */
  threads: number;
}

export interface Tower {
  /** What the graph takes; feed nothing else. */
  readonly inputNames: readonly string[];
  /** Length of an embedding as the graph states it; null when it leaves that open. */
  readonly dimension: number | null;
  /** Runs one batch and returns its vectors. Blocks the thread it is called on while it computes. */
  run(feeds: Record<string, Tensor>): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Loads a graph. Throws naming the file when it is broken or lacks the output. */
export async function loadTower({ file, output, threads }: TowerOptions): Promise<Tower> {
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
  const described = session.outputMetadata.find((metadata) => metadata.name === output);
  if (!described) {
    throw new Error(`${file} has no output ${output}; it gives ${session.outputNames.join(', ')}.`);
  }
  const last = described.isTensor ? described.shape.at(-1) : undefined;
  return {
    inputNames: session.inputNames,
    dimension: typeof last === 'number' ? last : null,
    async run(feeds) {
      const results = await session.run(feeds, [output]);
      return unitVectors(results[output], file);
    },
    close: () => session.release(),
  };
}

/** Splits [batch, dimension] into unit-length vectors: no CLIP export normalises its output. */
function unitVectors(tensor: Tensor | undefined, file: string): Float32Array[] {
  if (tensor?.type !== 'float32' || tensor.dims.length !== 2) {
    throw new Error(
      `${file} gave ${tensor?.type} [${tensor?.dims}] where float32 [batch, dimension] was expected.`,
    );
  }
  const [count = 0, dimension = 0] = tensor.dims;
  const data = tensor.data as Float32Array; // the type was checked above; the package does not narrow by it
  return Array.from({ length: count }, (_, row) => {
    const vector = data.slice(row * dimension, (row + 1) * dimension);
    const length = Math.hypot(...vector);
    if (!Number.isFinite(length) || length === 0) {
      throw new Error(`${file} gave a vector of length ${length} for item ${row} of ${count} of a batch.`);
    }
    return vector.map((value) => value / length);
  });
}
