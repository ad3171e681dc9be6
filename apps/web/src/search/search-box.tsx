// The search field of every page; "/" brings the cursor to it from anywhere.
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { readNarrowing, searchAddress, windowSorts } from '../address/narrowing.ts';
import { basePath } from '../frame/base-path.ts';
import { CloseIcon, SearchIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';

export function SearchBox() {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  const query = pathname === '/' ? (params.get('q') ?? '') : '';
  const [text, setText] = useState(query);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(query), [query]);
  useSlashKey(input);

  const go = (wanted: string) => {
    // A price range outlives a new search; the order doesn't, since "best match" is what a search is for.
    const narrowing = pathname === '/' ? { ...readNarrowing(params, windowSorts), sort: null } : undefined;
    const address = searchAddress(wanted, narrowing);
    if (address !== pathname + search) navigate(address);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    go(text);
    // On a phone the keyboard would cover what was found.
    if (matchMedia('(pointer: coarse)').matches) input.current?.blur();
  };
  const onClear = () => {
    setText('');
    go('');
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
          onChange={(event) => setText(event.target.value)}
          aria-label={strings.search.label}
          aria-keyshortcuts="/"
          placeholder={strings.search.placeholder}
          title={strings.search.shortcut}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={500}
        />
        {text !== '' && (
          <button type="button" className="search-clear" aria-label={strings.search.clear} onClick={onClear}>
            <CloseIcon />
          </button>
        )}
        <button type="submit" className="search-submit">
          {strings.search.submit}
        </button>
      </form>
    </search>
  );
}

function useSlashKey(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const inField =
        event.target instanceof Element &&
        event.target.closest('input:not([type=checkbox]), select, textarea');
      if (inField) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [input]);
}
