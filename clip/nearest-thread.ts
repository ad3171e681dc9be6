// The thread in which vectors are compared: onnxruntime multiplies them twenty times as fast as a loop would.
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Nearest, NearestReply, NearestRequest, NearestSetup } from './nearest-vectors.ts';
import { onnxBytes } from './onnx/build-onnx.ts';

const port = parentPort;
if (port) {
  const { vectors, dimension, threads } = workerData as NearestSetup; // only nearest-vectors.ts starts this file
  const session = await openSession(threads);
  const all = new Tensor('float32', vectors, [vectors.length / dimension, dimension]);
  // One after the other: closing while a run is due would pull the session away from under it.
  let last = Promise.resolve();
  port.on('message', (request: NearestRequest) => {
    last = last.then(() => handle(request));
  });

  async function handle(request: NearestRequest): Promise<void> {
    if (request === 'close') {
      await session.release();
      port?.close();
      return;
    }
    const reply = await find(request.queries, request.count)
      .then((found): NearestReply => ({ found }))
      .catch((error: Error): NearestReply => ({ failed: error.message }));
    port?.postMessage(reply);
  }

  async function find(queries: Float32Array, wanted: number): Promise<Nearest> {
    const count = Math.min(wanted, vectors.length / dimension);
    const { scores, places } = await session.run({
      queries: new Tensor('float32', queries, [queries.length / dimension, dimension]),
      vectors: all,
      count: new Tensor('int64', [BigInt(count)], [1]),
    });
    return {
      count,
      scores: scores?.data as Float32Array, // the graph says so; the package does not narrow by it
      places: Int32Array.from(places?.data as BigInt64Array, Number),
    };
  }
}

/** queries x vectors, then the largest of each row. */
function openSession(threads: number): Promise<InferenceSession> {
  const graph = onnxBytes({
    nodes: [
      { op: 'Gemm', inputs: ['queries', 'vectors'], outputs: ['products'], attributes: { transB: 1 } },
      { op: 'TopK', inputs: ['products', 'count'], outputs: ['scores', 'places'] },
    ],
    inputs: [
      { name: 'queries', type: 'float32', shape: ['queries', 'dimension'] },
      { name: 'vectors', type: 'float32', shape: ['vectors', 'dimension'] },
      { name: 'count', type: 'int64', shape: [1] },
    ],
    outputs: [
      { name: 'scores', type: 'float32', shape: ['queries', 'count'] },
      { name: 'places', type: 'int64', shape: ['queries', 'count'] },
    ],
  });
  return InferenceSession.create(graph, { intraOpNumThreads: threads, interOpNumThreads: 1 });
}
