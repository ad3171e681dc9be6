// Tells small ONNX graphs from large ones: small ones run best on a single thread.
import { stat } from 'node:fs/promises';

const smallBytes = 100 * 2 ** 20;

/** Whether a graph is below 100 MB. Throws naming the file when it can't be read. */
export async function isSmallTower(file: string): Promise<boolean> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new Error(`The model file ${file} can't be read; pull the model again.`, { cause });
  });
  return size <= smallBytes;
}
