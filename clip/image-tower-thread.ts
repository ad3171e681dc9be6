// The worker thread in which photos are embedded: onnxruntime blocks the thread that runs it, about 100 ms per batch.
import { parentPort, workerData } from 'node:worker_threads';
import { Tensor } from 'onnxruntime-node';
import type { ImageTowerReply, ImageTowerRequest, ImageTowerSetup } from './image-tower.ts';
import { loadTower } from './tower.ts';
import { unitVectors } from './unit-vectors.ts';

const port = parentPort;
if (port) {
  const { file, threads, size } = workerData as ImageTowerSetup; // only image-tower.ts starts this file
  const reply = (message: ImageTowerReply, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  try {
    const tower = await loadTower({ file, outputs: ['image_embeds', 'pooler_output'], threads });
    const [input] = tower.inputNames;
    if (input === undefined || tower.inputNames.length !== 1) {
      throw new Error(`${file} takes ${tower.inputNames.join(', ')} where pixel_values alone was expected.`);
    }
    const handle = async (request: ImageTowerRequest) => {
      if (request === 'close') {
        await tower.close();
        port.close();
        return;
      }
      const { id, pixels, count } = request;
      try {
        const output = await tower.run({ [input]: new Tensor('float32', pixels, [count, 3, size, size]) });
        reply({ id, vectors: unitVectors(output, file) });
      } catch (error) {
        reply({ id, error: error instanceof Error ? error.message : String(error) });
      }
    };
    // One after the other: closing while a run is due would pull the model away from under it.
    let last = Promise.resolve();
    port.on('message', (request: ImageTowerRequest) => {
      last = last.then(() => handle(request));
    });
    reply({ ready: true, dimension: tower.dimension });
  } catch (error) {
    reply({ failed: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}
