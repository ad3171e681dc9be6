// One ONNX graph, half of a model: loads it, finds its output, runs it on a batch.
import { InferenceSession, type Tensor } from 'onnxruntime-node';

export interface TowerOptions {
  /** The .onnx file. */
  file: string;
  /** Names the output may have, the best first: exports differ. */
  outputs: readonly string[];
  /** Threads of one run. */
  threads: number;
}

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
  /** Runs one batch. Blocks the thread it is called on while it computes. */
  run(feeds: Record<string, Tensor>): Promise<TowerOutput>;
  close(): Promise<void>;
}

/** Loads a graph. Throws naming the file when it is broken or lacks the output. */
export async function loadTower({ file, outputs, threads }: TowerOptions): Promise<Tower> {
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
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
    async run(feeds) {
      const tensor = (await session.run(feeds, [output]))[output];
      if (tensor?.type !== 'float32') {
        throw new Error(`${file} gave ${tensor?.type} where float32 was expected.`);
      }
      // The type was checked above; the package does not narrow by it.
      return { dims: tensor.dims, data: tensor.data as Float32Array };
    },
    close: () => session.release(),
  };
}
