// The worker thread in which a tower runs: onnxruntime blocks the thread that calls it, 15 ms (a starter photo) to seconds.
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { TowerReply, TowerRequest, TowerSetup } from './threaded-tower.ts';
import { loadTower } from './tower.ts';

const port = parentPort;
if (port) {
  const { niceness, ...options } = workerData as TowerSetup; // only threaded-tower.ts starts this file
  const reply = (message: TowerReply) => port.postMessage(message);
  // Of this thread alone, and those that onnxruntime starts from it; elsewhere it would be the whole process's.
  // Only ever lower: who was started with `nice` may not take more.
  if (process.platform === 'linux' && getPriority() < niceness) setPriority(niceness);
  try {
    const tower = await loadTower(options);
    const handle = async (request: TowerRequest) => {
      if (request === 'close') {
        await tower.close();
        port.close();
        return;
      }
      const { id, inputs } = request;
      try {
        reply({ id, output: await tower.run(inputs) });
      } catch (error) {
        reply({ id, error: error instanceof Error ? error.message : String(error) });
      }
    };
    // One after the other: closing while a run is due would pull the model away from under it.
    let last = Promise.resolve();
    port.on('message', (request: TowerRequest) => {
      last = last.then(() => handle(request));
    });
    reply({ ready: { inputNames: tower.inputNames, dimension: tower.dimension } });
  } catch (error) {
    reply({ failed: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}
