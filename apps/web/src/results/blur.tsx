// What stands in a photo's place until it is there: its blur, drawn from the few bytes that came with the product.
import { useCallback } from 'react';
import { thumbHashToRGBA } from 'thumbhash';

// Too short to be seen, and most photos that the browser has or is about to have are there by then. Each is drawn in a turn of
// its own: a grid's worth at once would hold a phone up for a tenth of a second.
const patienceMs = 80;

interface BlurProps {
  thumbHash: string;
  /** The blur has faded behind the photo and is no longer needed. */
  onGone: () => void;
}

export function Blur({ thumbHash, onGone }: BlurProps) {
  const draw = useCallback(
    (canvas: HTMLCanvasElement) => {
      const turn = setTimeout(() => drawBlur(canvas, thumbHash), patienceMs);
      return () => clearTimeout(turn);
    },
    [thumbHash],
  );
  return <canvas className="photo-blur" ref={draw} onTransitionEnd={onGone} />;
}

/** About 0.2 ms each: 32 pixels on the longer side, which the browser scales up softly. */
function drawBlur(canvas: HTMLCanvasElement, thumbHash: string): void {
  const hash = readHash(thumbHash);
  if (!hash) return;
  const { w, h, rgba } = thumbHashToRGBA(hash);
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}

/** Null for what is no hash: a photo without a blur is still a photo. */
function readHash(base64: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return bytes.length >= 5 ? bytes : null;
  } catch {
    return null; // atob refuses what isn't base64
  }
}
