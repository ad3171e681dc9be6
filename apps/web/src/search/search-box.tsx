// The search field of every page: words with suggestions, the address of a photo, or a photo from disk or camera.
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Asked, isAsked, isWebAddress, nothingAsked, writeLine } from '../address/asked.ts';
import { withWords } from '../address/asked-changes.ts';
import { readNarrowing, windowSorts } from '../address/narrowing.ts';
import type { Suggestion } from '../api/answers.ts';
import { basePath } from '../frame/base-path.ts';
import { CloseIcon, SearchIcon } from '../frame/icons.tsx';
import { PickPhoto } from '../photo-query/pick-photo.tsx';
import { useTakePhoto } from '../photo-query/take-photo.ts';
import { strings } from '../strings/strings.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { useAsked } from './use-asked.ts';
import { useCombobox } from './use-combobox.ts';
import { useSlashKey } from './use-slash-key.ts';
import { useSuggestions } from './use-suggestions.ts';
import './search-box.css';

export function SearchBox() {
  const { asked, ask } = useAsked();
  const takePhoto = useTakePhoto();
  const words = writeLine({ texts: asked.texts, products: [] });
  const [text, setText] = useState(words);
  useEffect(() => setText(words), [words]);
  const input = useRef<HTMLInputElement>(null);
  useSlashKey(input);

  const suggestions = useSuggestions(text === words ? '' : text);
  const choose = useChoose(asked, ask);
  const combobox = useCombobox({
    count: suggestions.length,
    onChoose: (index) => {
      const chosen = suggestions[index];
      if (!chosen) return;
      setText(chosen.type === 'query' ? chosen.label : '');
      choose(chosen);
      input.current?.blur();
    },
  });

  // What was typed stays until it is a photo: a mistake in it can be mended.
  const takeAddress = async (address: string) => {
    if (await takePhoto(address)) setText(words);
  };
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    combobox.close();
    // On a phone the keyboard would cover what was found.
    if (matchMedia('(pointer: coarse)').matches) input.current?.blur();
    if (!isWebAddress(text.trim())) ask(withWords(asked, text));
    else await takeAddress(text.trim());
  };
  const onClear = () => {
    setText('');
    ask(withWords(asked, ''));
    input.current?.focus();
  };

  return (
    <search className="search">
      <form className="search-form" action={`${basePath}/`} onSubmit={onSubmit}>
        <SearchIcon />
        <input
          ref={input}
          className="search-input"
          type="search"
          name="q"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            combobox.open();
          }}
          onPaste={({ clipboardData }) => {
            const pasted = clipboardData.getData('text').trim();
            if (isWebAddress(pasted)) void takeAddress(pasted);
          }}
          {...combobox.fieldProps}
          aria-label={strings.search.label}
          aria-keyshortcuts="/"
          placeholder={isAsked(asked) ? strings.search.placeholderMore : strings.search.placeholder}
          title={strings.search.shortcut}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={2000}
        />
        {text !== '' && (
          <button type="button" className="search-clear" aria-label={strings.search.clear} onClick={onClear}>
            <CloseIcon />
          </button>
        )}
        <PickPhoto onPick={takePhoto} />
        <button type="submit" className="search-submit">
          {strings.search.submit}
        </button>
      </form>
      {combobox.isOpen && <SuggestionList suggestions={suggestions} {...combobox} />}
      <p className="unseen" aria-live="polite">
        {combobox.isOpen ? strings.search.suggested(suggestions.length) : ''}
      </p>
    </search>
  );
}

/** Words are searched for; a brand or category narrows the window; a product is opened. */
function useChoose(asked: Asked, ask: ReturnType<typeof useAsked>['ask']): (chosen: Suggestion) => void {
  const navigate = useNavigate();
  return ({ type, label, productId }) => {
    if (type === 'product') navigate(`/product/${productId}`);
    else if (type === 'query') ask(withWords(asked, label));
    else ask(nothingAsked, { narrowing: readNarrowing(new URLSearchParams([[type, label]]), windowSorts) });
  };
}
