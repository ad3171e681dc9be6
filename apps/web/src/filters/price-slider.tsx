// A slider with two thumbs.
import { Range, Root, Thumb, Track } from '@radix-ui/react-slider';
import { strings } from '../strings/strings.ts';

interface PriceSliderProps {
  steps: number;
  value: number[];
  /** Both ends in words. */
  say: [string, string];
  onMove: (value: number[]) => void;
  onSettle: (value: number[]) => void;
}

export function PriceSlider({ steps, value, say, onMove, onSettle }: PriceSliderProps) {
  return (
    <Root
      className="slider"
      min={0}
      max={steps}
      step={1}
      minStepsBetweenThumbs={1}
      preserveThumbOrder
      value={value}
      onValueChange={onMove}
      onValueCommit={onSettle}
    >
      <Track className="slider-track">
        <Range className="slider-range" />
      </Track>
      <Thumb className="slider-thumb" aria-label={strings.filters.minPrice} aria-valuetext={say[0]} />
      <Thumb className="slider-thumb" aria-label={strings.filters.maxPrice} aria-valuetext={say[1]} />
    </Root>
  );
}
