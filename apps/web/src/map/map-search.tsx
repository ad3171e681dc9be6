// The search on the map: what it finds is lit, the rest stays as a dim ground.
import { type SubmitEvent, useEffect, useState } from 'react';
import { CloseIcon, SearchIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

interface MapSearchProps {
  query: string;
  /** How many are lit; null while that isn't known. */
  lit: number | null;
  onSearch(query: string): void;
}

export function MapSearch({ query, lit, onSearch }: MapSearchProps) {
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    onSearch(text.trim());
  };
  return (
    <search className="map-search">
      <form onSubmit={onSubmit}>
        <SearchIcon />
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={strings.map.find}
          placeholder={strings.map.find}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={500}
        />
        {(text !== '' || query !== '') && (
          <button type="button" aria-label={strings.map.clear} onClick={() => onSearch('')}>
            <CloseIcon />
          </button>
        )}
      </form>
      <p role="status">{query !== '' && lit !== null && strings.map.lit(lit)}</p>
    </search>
  );
}
