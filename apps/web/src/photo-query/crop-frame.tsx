// A photo with a frame to draw on it; what is in the frame is told a moment after it last moved.
import { useEffect, useRef, useState } from 'react';
import { type PercentCrop, ReactCrop } from 'react-image-crop';
import 'react-image-crop/dist/ReactCrop.css';
import './crop-frame.css';
import { type Crop, smallestCrop, withinPhoto, writeCrop } from '../address/crop.ts';
import { strings } from '../strings/strings.ts';

export interface CropFrameProps {
  src: string;
  alt: string;
  /** null is the whole photo. */
  crop: Crop | null;
  onCrop: (crop: Crop | null) => void;
}

// Short enough to feel live, long enough that a drag asks a few times a second and not sixty.
const pauseMs = 180;

export function CropFrame({ src, alt, crop, onCrop }: CropFrameProps) {
  const [frame, setFrame] = useState(() => percentOf(crop));
  const timer = useRef<number>(undefined);
  const told = useRef(crop && writeCrop(crop));
  const picture = useRef<HTMLImageElement>(null);
  useEffect(() => {
    // Someone else moved it: back, forward, or "the whole photo".
    const wanted = crop && writeCrop(crop);
    if (wanted === told.current) return;
    told.current = wanted;
    setFrame(percentOf(crop));
  }, [crop]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const onChange = (_: unknown, moved: PercentCrop) => {
    // Of a photo that has no size yet every part is nothing, and a key would take the frame away.
    if (!picture.current?.naturalHeight) return;
    setFrame(moved);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const drawn = cropOf(moved);
      told.current = drawn && writeCrop(drawn);
      onCrop(drawn);
    }, pauseMs);
  };
  return (
    <ReactCrop
      className="crop-frame"
      {...(frame ? { crop: frame } : {})}
      onChange={onChange}
      ariaLabels={strings.photo.cropLabels}
      minWidth={16}
      minHeight={16}
    >
      <img ref={picture} src={src} alt={alt} draggable={false} />
    </ReactCrop>
  );
}

function percentOf(crop: Crop | null): PercentCrop | undefined {
  if (!crop) return undefined;
  const { left, top, width, height } = crop;
  return { unit: '%', x: left * 100, y: top * 100, width: width * 100, height: height * 100 };
}

/** A click beside the frame removes it, and a speck is no part. */
function cropOf({ x, y, width, height }: PercentCrop): Crop | null {
  if (width / 100 < smallestCrop || height / 100 < smallestCrop) return null;
  return withinPhoto({ left: x / 100, top: y / 100, width: width / 100, height: height / 100 });
}
