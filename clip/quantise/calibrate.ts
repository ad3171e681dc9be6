// Runs a tower on photos or texts and notes how small and how large each channel of some values in it gets.
import { InferenceSession } from 'onnxruntime-node';
import { describeNode } from '../onnx/build-onnx.ts';
import { encodeOnnx, type OnnxFile } from '../onnx/onnx-file.ts';
import { sessionOptions, type TowerInput, tensorOf } from '../tower.ts';

export interface ChannelRange {
  /** Of each channel, over all runs, their batches and tokens. */
  low: Float32Array;
  high: Float32Array;
}

export interface Calibration {
  /** Names of values of [batch, tokens, channels]. */
  values: readonly string[];
  /** What each run is fed, by the names of the graph's inputs. */
  feeds: AsyncIterable<Record<string, TowerInput>>;
  threads: number;
  signal?: AbortSignal | undefined;
}

/** The ranges by the name of the value. The graph itself finds them, so that only two numbers a channel come out of it. */
export async function channelRanges(
  model: OnnxFile,
  { values, feeds, threads, signal }: Calibration,
): Promise<Map<string, ChannelRange>> {
  const session = await InferenceSession.create(encodeOnnx(observed(model, values)), sessionOptions(threads));
  const wanted = values.flatMap((value) => [lowOf(value), highOf(value)]);
  const ranges = new Map<string, ChannelRange>();
  try {
    for await (const inputs of feeds) {
      signal?.throwIfAborted();
      const feed = Object.entries(inputs).map(([name, input]) => [name, tensorOf(input)]);
      const found = await session.run(Object.fromEntries(feed), wanted);
      const numbers = (name: string) => found[name]?.data as Float32Array; // it reduces float32
      for (const value of values)
        ranges.set(value, widened(ranges.get(value), numbers(lowOf(value)), numbers(highOf(value))));
    }
  } finally {
    await session.release();
  }
  return ranges;
}

const lowOf = (value: string) => `${value}_lowest`;
const highOf = (value: string) => `${value}_highest`;

/** The same graph with the range of each channel as further outputs. */
function observed(model: OnnxFile, values: readonly string[]): OnnxFile {
  const overTokens = { axes: [0, 1], keepdims: 0 };
  const observers = values.flatMap((value) => [
    describeNode({ op: 'ReduceMin', inputs: [value], outputs: [lowOf(value)], attributes: overTokens }),
    describeNode({ op: 'ReduceMax', inputs: [value], outputs: [highOf(value)], attributes: overTokens }),
  ]);
  const { graph } = model;
  const outputs = observers.flatMap(({ output }) =>
    output.map((name) => ({ $typeName: 'onnx.Value' as const, name })),
  );
  return {
    ...model,
    graph: { ...graph, node: [...graph.node, ...observers], output: [...graph.output, ...outputs] },
  };
}

function widened(known: ChannelRange | undefined, low: Float32Array, high: Float32Array): ChannelRange {
  if (!known) return { low: low.slice(), high: high.slice() };
  return {
    low: known.low.map((value, i) => Math.min(value, low[i] ?? value)),
    high: known.high.map((value, i) => Math.max(value, high[i] ?? value)),
  };
}
