// A product's photo in a frame of fixed shape, so that nothing moves when it arrives.
import { useState } from 'react';
import { safeImagePath } from '../frame/safe-url.ts';
import { strings } from '../strings/strings.ts';
import { Blur } from './blur.tsx';

interface PhotoProps {
  image: string | null;
  alt: string;
  /** Its blur, as the API gives it: shown until the photo is there. */
  thumbHash?: string | null;
  /** True for what is in sight when the page opens: fetched at once instead of when scrolled near. */
  eager?: boolean;
}

export function Photo({ image, alt, thumbHash = null, eager = false }: PhotoProps) {
  const path = safeImagePath(image);
  const [state, setState] = useState<'loading' | 'square' | 'odd' | 'broken'>('loading');
  const [isBlurGone, setBlurGone] = useState(false);
  if (path === null || state === 'broken') {
    return (
      <div className="photo photo-none">
        <span>{strings.card.noPhoto}</span>
      </div>
    );
  }
  return (
    <div className={`photo photo-${state}`}>
      {thumbHash !== null && !isBlurGone && <Blur thumbHash={thumbHash} onGone={() => setBlurGone(true)} />}
      <img
        src={path}
        alt={alt}
        width={400}
        height={400}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : 'auto'}
        decoding="async"
        // A photo that the browser still has needs no fading in.
        ref={(img) => {
          if (!img?.complete || img.naturalWidth === 0 || state !== 'loading') return;
          setState(shapeOf(img));
          setBlurGone(true);
        }}
        onLoad={({ currentTarget }) => setState(shapeOf(currentTarget))}
        onError={() => setState('broken')}
      />
    </div>
  );
}

/** Cutting a little off a nearly square photo is fine; off a tall or wide one it hides the product. */
function shapeOf({ naturalWidth, naturalHeight }: HTMLImageElement): 'square' | 'odd' {
  const ratio = naturalWidth / naturalHeight;
  return ratio > 0.78 && ratio < 1.28 ? 'square' : 'odd';
}
