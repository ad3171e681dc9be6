// A product's large photo with a way to search with a part of it: the frame drawn on it is in the address.
import { lazy, type ReactNode, Suspense } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { type Crop, readShownPart, startingCrop } from '../address/crop.ts';
import { rankedSorts, readNarrowing, similarAddress } from '../address/narrowing.ts';
import { CropIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

const CropFrame = lazy(async () => ({ default: (await import('./crop-frame.tsx')).CropFrame }));

interface CropSearchProps {
  productId: number;
  image: string;
  /** Which of the product's photos it is, counted from 1. */
  photo: number;
  alt: string;
  /** The photo as it is shown while no frame is on it. */
  children: ReactNode;
}

/** On /similar/:id the results follow the frame; on other pages the button leads there. */
export function CropSearch({ productId, image, photo, alt, children }: CropSearchProps) {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const isHere = pathname === `/similar/${useParams().productId}`;
  const params = new URLSearchParams(isHere ? search : '');
  const shown = readShownPart(params);
  const crop = isHere && (shown.photo ?? photo) === photo ? shown.crop : null;

  const addressOf = (wanted: Crop | null) =>
    similarAddress(productId, readNarrowing(params, rankedSorts), {
      photo: wanted ? photo : null,
      crop: wanted,
    });
  const onCrop = (wanted: Crop | null) =>
    navigate(addressOf(wanted), {
      // One step back leads to the whole photo, not through every place where the frame has been.
      replace: crop !== null && wanted !== null,
      state: { ...(state as object), keepScroll: true },
    });

  if (!isHere) {
    return (
      <>
        {children}
        <Link className="crop-start" to={addressOf(startingCrop)} title={strings.photo.cropProduct}>
          <CropIcon />
          <span className="unseen">{strings.photo.cropProduct}</span>
        </Link>
      </>
    );
  }
  return (
    <>
      {crop ? (
        <div className="crop-photo">
          <Suspense fallback={children}>
            <CropFrame key={image} src={image} alt={alt} crop={crop} onCrop={onCrop} />
          </Suspense>
        </div>
      ) : (
        children
      )}
      <button
        type="button"
        className="crop-start"
        aria-pressed={crop !== null}
        title={crop ? strings.photo.cropWhole : strings.photo.cropProduct}
        onClick={() => onCrop(crop ? null : startingCrop)}
      >
        <CropIcon />
        <span className="unseen">{strings.photo.cropProduct}</span>
      </button>
    </>
  );
}
