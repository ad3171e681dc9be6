// One ONNX graph, half of a model: loads it, finds its output, runs it on a batch.
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface TowerOptions {
  /** The .onnx file. */
  file: string;
  /** Names the output may have, the best first: exports differ. */
  outputs: readonly string[];
  /** Threads of one run. */
  threads: number;
}

/** What a run is fed. */
export type TowerInput = { dims: readonly number[] } & (
  | { type: 'float32'; data: Float32Array<ArrayBuffer> }
  | { type: 'int64'; data: BigInt64Array<ArrayBuffer> }
);

/** What a run gives. */
export interface TowerOutput {
  /** [batch, dimension], or [batch, tokens, dimension] of a graph that ends before pooling. */
  dims: readonly number[];
  data: Float32Array;
}

export interface Tower {
  /** What the graph takes; feed nothing else. */
  readonly inputNames: readonly string[];
  /** Last axis of the output as the graph states it; null when it leaves that open. */
  readonly dimension: number | null;
  /** Runs one batch. */
  run(inputs: Record<string, TowerInput>): Promise<TowerOutput>;
  close(): Promise<void>;
}

/** Loads a graph that blocks the thread it is called on while it computes. Throws naming the file when it is broken or lacks the output. */
export async function loadTower({ file, outputs, threads }: TowerOptions): Promise<Tower> {
  const session = await InferenceSession.create(file, sessionOptions(threads));
  const output = outputs.find((name) => session.outputNames.includes(name));
  const described = session.outputMetadata.find((metadata) => metadata.name === output);
  if (output === undefined || !described) {
    throw new Error(
      `${file} has no output ${outputs.join(' or ')}; it gives ${session.outputNames.join(', ')}.`,
    );
  }
  const last = described.isTensor ? described.shape.at(-1) : undefined;
  return {
    inputNames: session.inputNames,
    dimension: typeof last === 'number' ? last : null,
    async run(inputs) {
      const feeds = Object.entries(inputs).map(([name, input]) => [name, tensorOf(input)]);
      const tensor = (await session.run(Object.fromEntries(feeds), [output]))[output];
      if (tensor?.type !== 'float32') {
        throw new Error(`${file} gave ${tensor?.type} where float32 was expected.`);
      }
      // The type was checked above; the package does not narrow by it.
      return { dims: tensor.dims, data: tensor.data as Float32Array };
    },
    close: () => session.release(),
  };
}

/** @param threads of one run */
export const sessionOptions = (threads: number): InferenceSession.SessionOptions => ({
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: spinning } } },
});

// Threads that spin while they wait for each other take the cores from decoding and from searches: ViT-B/32 on two threads
// of a busy two-core machine 205 ms of CPU and 1.5 s a photo with, 148 ms and 1.2 s without (batches of 8: 125 and 116 ms).
const spinning = '0';

export function tensorOf({ type, data, dims }: TowerInput): Tensor {
  return type === 'int64' ? new Tensor(type, data, dims) : new Tensor(type, data, dims);
}
