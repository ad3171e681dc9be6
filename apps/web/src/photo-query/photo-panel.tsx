// The photo that is searched with, large enough to draw a frame on.
import { lazy, Suspense } from 'react';
import type { AskedPhoto } from '../address/asked.ts';
import { type Crop, startingCrop } from '../address/crop.ts';
import { strings } from '../strings/strings.ts';
import { usePhoto } from './use-photo.ts';
import './photo-panel.css';

const CropFrame = lazy(async () => ({ default: (await import('./crop-frame.tsx')).CropFrame }));

interface PhotoPanelProps {
  photo: AskedPhoto;
  onCrop: (crop: Crop | null) => void;
}

export function PhotoPanel({ photo: { source, crop }, onCrop }: PhotoPanelProps) {
  const { url, trouble } = usePhoto(source);
  // Why it can't be searched with stands where the results would.
  if (trouble !== null) return null;
  const still = url === null ? null : <img src={url} alt={strings.photo.alt} />;
  return (
    <section className="photo-panel" aria-label={strings.photo.panel}>
      <div className="photo-panel-photo">
        {url !== null && (
          <Suspense fallback={still}>
            <CropFrame key={source} src={url} alt={strings.photo.alt} crop={crop} onCrop={onCrop} />
          </Suspense>
        )}
      </div>
      <p className="photo-panel-words">
        <span>{crop ? strings.photo.cropHintOn : strings.photo.cropHint}</span>
        <button type="button" className="text-link" onClick={() => onCrop(crop ? null : startingCrop)}>
          {crop ? strings.photo.cropWhole : strings.photo.cropStart}
        </button>
      </p>
    </section>
  );
}
