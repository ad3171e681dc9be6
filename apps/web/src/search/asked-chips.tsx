// One part of what is looked for: what it is, how much it counts, less and more of it, and the way to be rid of it.
import type { ReactNode } from 'react';
import type { AskedPhoto, AskedProduct, AskedText } from '../address/asked.ts';
import { nextWeight } from '../address/asked-changes.ts';
import { useProduct } from '../api/queries.ts';
import { CloseIcon, MinusIcon, PlusIcon } from '../frame/icons.tsx';
import { usePhoto } from '../photo-query/use-photo.ts';
import { Photo } from '../results/photo.tsx';
import { locale, strings } from '../strings/strings.ts';
import { coloursIn } from './colour-words.ts';

interface ChipActions {
  /** null where there is nothing to weigh it against. */
  onNudge: ((step: 1 | -1) => void) | null;
  onRemove: () => void;
}

export function TextChip({ part: { text, weight }, ...actions }: { part: AskedText } & ChipActions) {
  const label = weight < 0 ? strings.asked.without(text) : strings.asked.also(text);
  const colours = coloursIn(text);
  return (
    <Chip name={text} label={label} weight={weight} {...actions}>
      {colours.length > 0 && (
        <span className="chip-dots">
          {colours.map((colour) => (
            <i key={colour} style={{ background: colour }} />
          ))}
        </span>
      )}
    </Chip>
  );
}

export function ProductChip({
  part: { productId, weight },
  ...actions
}: { part: AskedProduct } & ChipActions) {
  const { data: product } = useProduct(String(productId), null);
  const name = product?.title ?? strings.asked.product(productId);
  const label = weight < 0 ? strings.asked.unlike(name) : strings.asked.like(name);
  return (
    <Chip name={name} label={label} weight={weight} {...actions}>
      <span className="asked-thumb">{product && <Photo image={product.image} alt="" eager />}</span>
    </Chip>
  );
}

export function PhotoChip({
  photo: { source, weight, crop },
  ...actions
}: { photo: AskedPhoto } & ChipActions) {
  const { url } = usePhoto(source);
  const name = crop ? strings.asked.partOfPhoto : strings.asked.yourPhoto;
  return (
    <Chip name={name} label={strings.asked.like(name)} weight={weight} {...actions}>
      <span className="asked-thumb">{url !== null && <img src={url} alt="" />}</span>
    </Chip>
  );
}

interface ChipProps extends ChipActions {
  name: string;
  /** The name with what is meant by it. */
  label: string;
  /** Below 0: kept away from. */
  weight: number;
  children: ReactNode;
}

function Chip({ name, label, weight, onNudge, onRemove, children }: ChipProps) {
  const times = Math.abs(weight).toLocaleString(locale);
  return (
    <li className={weight < 0 ? 'asked-chip asked-chip-away' : 'asked-chip'}>
      <span className="unseen">{times === '1' ? label : `${label}, ${strings.asked.weight(times)}`}</span>
      <span className="asked-what" aria-hidden="true" title={label}>
        {weight < 0 && <b className="asked-sign">−</b>}
        {children}
        <span className="asked-name">{name}</span>
        {times !== '1' && <span className="asked-weight">×{times}</span>}
      </span>
      {onNudge && (
        <span className="asked-nudge">
          <button
            type="button"
            aria-label={strings.asked.less(name)}
            disabled={nextWeight(weight, -1) === null}
            onClick={() => onNudge(-1)}
          >
            <MinusIcon />
          </button>
          <button
            type="button"
            aria-label={strings.asked.more(name)}
            disabled={nextWeight(weight, 1) === null}
            onClick={() => onNudge(1)}
          >
            <PlusIcon />
          </button>
        </span>
      )}
      <button
        type="button"
        className="asked-remove"
        aria-label={strings.asked.remove(name)}
        onClick={onRemove}
      >
        <CloseIcon />
      </button>
    </li>
  );
}
