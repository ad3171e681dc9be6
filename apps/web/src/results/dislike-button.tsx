// "Not like this": says so once, and fades the card that was meant.
import { useState } from 'react';
import { UnlikeIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

interface DislikeButtonProps {
  title: string;
  onDislike: () => void;
}

export function DislikeButton({ title, onDislike }: DislikeButtonProps) {
  const [isSaid, setSaid] = useState(false);
  return (
    <button
      type="button"
      className={isSaid ? 'card-action card-disliked' : 'card-action'}
      title={isSaid ? strings.card.noted : strings.card.dislike}
      aria-label={isSaid ? strings.card.noted : strings.card.dislikeOf(title)}
      // Not `disabled`: the keyboard would lose its place.
      aria-disabled={isSaid}
      onClick={() => {
        if (!isSaid) onDislike();
        setSaid(true);
      }}
    >
      <UnlikeIcon />
    </button>
  );
}
