// The buttons in the corner of the map: closer, farther, all of it.
import { strings } from '../strings/strings.ts';
import { type Size, zoomedAt } from './camera.ts';
import type { CameraHandle } from './use-camera.ts';

interface MapControlsProps {
  move: CameraHandle['move'];
  size: Size;
  onWhole(): void;
}

const step = 1.8;

export function MapControls({ move, size, onWhole }: MapControlsProps) {
  const zoom = (factor: number) => {
    const at = { x: size.width / 2, y: size.height / 2 };
    move((camera) => zoomedAt(camera, size, { at, factor }));
  };
  return (
    <div className="map-controls">
      <button type="button" aria-label={strings.map.closer} onClick={() => zoom(step)}>
        +
      </button>
      <button type="button" aria-label={strings.map.farther} onClick={() => zoom(1 / step)}>
        −
      </button>
      <button type="button" aria-label={strings.map.whole} onClick={onWhole}>
        ⤢
      </button>
    </div>
  );
}
