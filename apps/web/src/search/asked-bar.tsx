// What is being looked for, above the results: every part a chip, ways to add more, and the photo to draw a frame on.
import { lazy, Suspense, useRef } from 'react';
import { Link } from 'react-router';
import type { Asked } from '../address/asked.ts';
import { countParts, nudged, type PartName, without } from '../address/asked-changes.ts';
import type { Crop } from '../address/crop.ts';
import type { Narrowing } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';
import { AddWords } from './add-words.tsx';
import { PhotoChip, ProductChip, TextChip } from './asked-chips.tsx';
import { useAsked } from './use-asked.ts';
import './asked.css';

const PhotoPanel = lazy(async () => ({
  default: (await import('../photo-query/photo-panel.tsx')).PhotoPanel,
}));

export function AskedBar({ asked, narrowing }: { asked: Asked; narrowing: Narrowing }) {
  const { ask } = useAsked();
  const list = useRef<HTMLUListElement>(null);
  const change = (wanted: Asked, replace = false) => ask(wanted, { narrowing, replace, keepScroll: true });
  const actions = (part: PartName) => ({
    // Alone, a part has nothing to weigh against.
    onNudge: countParts(asked) > 1 ? (step: 1 | -1) => change(nudged(asked, part, step), true) : null,
    onRemove: () => {
      change(without(asked, part));
      // The button that had the focus is gone with its chip.
      list.current?.focus();
    },
  });
  const onCrop = (crop: Crop | null) => {
    const { photo } = asked;
    // One step back leads to the whole photo, not through every place where the frame has been.
    if (photo) change({ ...asked, photo: { ...photo, crop } }, photo.crop !== null && crop !== null);
  };

  return (
    <section className="asked" aria-label={strings.asked.label}>
      {asked.photo && (
        <Suspense fallback={<div className="photo-panel" />}>
          <PhotoPanel photo={asked.photo} onCrop={onCrop} />
        </Suspense>
      )}
      <ul className="asked-chips" ref={list} tabIndex={-1}>
        {asked.photo && <PhotoChip photo={asked.photo} {...actions({ kind: 'photo' })} />}
        {asked.texts.map((part) => (
          <TextChip key={part.text} part={part} {...actions({ kind: 'text', text: part.text })} />
        ))}
        {asked.products.map((part) => (
          <ProductChip
            key={part.productId}
            part={part}
            {...actions({ kind: 'product', productId: part.productId })}
          />
        ))}
        <li>
          <AddWords asked={asked} onAdd={(wanted) => change(wanted)} />
        </li>
        {countParts(asked) > 1 && (
          <li>
            <Link className="text-link" to="/">
              {strings.asked.startOver}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
