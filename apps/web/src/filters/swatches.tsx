// One row of colours to narrow by: radio buttons, so that it is one stop for the keyboard.
import { useId } from 'react';
import type { Narrowing } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';
import { colourName } from './colour-name.ts';
import type { KnownFacets } from './facets-query.ts';
import { swatchColours } from './swatch-colours.ts';

interface SwatchesProps {
  facets: KnownFacets;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}

export function Swatches({ facets, narrowing, onNarrow }: SwatchesProps) {
  const name = useId();
  const counts = new Map(facets.now?.colour.map(({ value, count }) => [value, count]));
  const known = new Set(facets.all?.colour.map(({ value }) => value));
  const shown = Object.keys(swatchColours).filter(
    // Until it is known which there are, all keep their places.
    (colour) => !facets.all || known.has(colour) || colour === narrowing.color,
  );
  const choose = (color: string | null) => onNarrow({ ...narrowing, color });
  return (
    <fieldset className="swatches">
      <legend className="unseen">{strings.filters.colour}</legend>
      <label className="swatch swatch-any" title={strings.filters.anyColour}>
        <input
          type="radio"
          name={name}
          aria-label={strings.filters.anyColour}
          checked={narrowing.color === null}
          onChange={() => choose(null)}
        />
        <i className="swatch-disc" aria-hidden="true" />
      </label>
      {shown.map((colour) => {
        const count = counts.get(colour) ?? 0;
        return (
          <label key={colour} className="swatch" title={colourName(colour)}>
            <input
              type="radio"
              name={name}
              aria-label={
                facets.now ? strings.filters.counted(colourName(colour), count) : colourName(colour)
              }
              checked={narrowing.color === colour}
              disabled={facets.now !== undefined && count === 0 && narrowing.color !== colour}
              onChange={() => choose(colour)}
            />
            <i className="swatch-disc" aria-hidden="true" style={{ background: swatchColours[colour] }} />
          </label>
        );
      })}
    </fieldset>
  );
}
