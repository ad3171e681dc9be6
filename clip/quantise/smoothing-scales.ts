// SmoothQuant (Xiao et al. 2022, arxiv.org/abs/2211.10438): moves what is large from activations, where one step serves all
// channels, into weights, where it can be had for nothing.
import { floatsOf, sizesOf } from '../onnx/onnx-tensor.ts';
import type { ChannelRange } from './calibrate.ts';
import type { LinearLayer } from './linear-layers.ts';

/** What each channel of the input is divided by, and its row of the weights multiplied with. */
export function smoothingScales(
  { low, high }: ChannelRange,
  layers: readonly LinearLayer[],
  share = 0.5,
): Float32Array {
  const rows = largestOfRows(layers, low.length);
  return low.map((value, i) => {
    const activation = Math.max(Math.abs(value), Math.abs(high[i] ?? 0));
    const scale = activation ** share / (rows[i] ?? 0) ** (1 - share);
    // A channel that is always 0, or has no weights, is left as it is.
    return Number.isFinite(scale) && scale > 1e-5 ? scale : 1;
  });
}

function largestOfRows(layers: readonly LinearLayer[], rows: number): Float32Array {
  const largest = new Float32Array(rows);
  for (const { weights } of layers) {
    const numbers = floatsOf(weights);
    const columns = sizesOf(weights)[1] ?? 0;
    for (let row = 0, i = 0; row < rows; row++)
      for (let column = 0; column < columns; column++, i++)
        largest[row] = Math.max(largest[row] ?? 0, Math.abs(numbers[i] ?? 0));
  }
  return largest;
}
