// Words, and how much the photo looks like each: bars that move as one types.
import { type SubmitEvent, useDeferredValue, useState } from 'react';
import { CloseIcon } from '../frame/icons.tsx';
import { inBrowserStrings as texts } from '../strings/in-browser/strings.ts';
import { locale } from '../strings/strings.ts';
import type { BrowserEncoder } from './browser-encoder.ts';
import { cosine, useTextVectors } from './use-compared.ts';

// Of a photo and words that fit: what lies beyond is rare.
const fullBar = 0.4;
const mostWords = 12;

interface WordScoresProps {
  encoder: BrowserEncoder | null;
  photo: Float32Array | null;
}

export function WordScores({ encoder, photo }: WordScoresProps) {
  const [words, setWords] = useState<readonly string[]>(texts.examples);
  const [typed, setTyped] = useState('');
  const draft = useDeferredValue(typed).trim();
  const isDraft = draft !== '' && !words.includes(draft);
  const shown = isDraft ? [...words, draft] : words;
  const vectors = useTextVectors(encoder, shown);
  const scored = shown
    .map((word) => ({ word, score: cosine(photo ?? undefined, vectors.get(word)) }))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1));

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isDraft) setWords([...words, draft].slice(-mostWords));
    setTyped('');
  };
  return (
    <section className="try-words">
      <h2>{texts.words}</h2>
      <p>{texts.wordsHint}</p>
      <ol>
        {scored.map(({ word, score }) => (
          <li key={word} className={isDraft && word === draft ? 'try-word try-draft' : 'try-word'}>
            <span>{word}</span>
            <b>{score === null ? '–' : spell(score)}</b>
            <button
              type="button"
              aria-label={texts.remove(word)}
              onClick={() => (word === draft ? setTyped('') : setWords(words.filter((one) => one !== word)))}
            >
              <CloseIcon />
            </button>
            <meter
              min={0}
              max={fullBar}
              value={Math.min(fullBar, Math.max(0, score ?? 0))}
              aria-label={`${word}: ${texts.score(score === null ? '–' : spell(score))}`}
            />
          </li>
        ))}
      </ol>
      <form onSubmit={onSubmit}>
        <input
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          aria-label={texts.newWords}
          placeholder={texts.newWords}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
        />
        <button type="submit" className="chip" disabled={!isDraft}>
          {texts.add}
        </button>
      </form>
    </section>
  );
}

function spell(score: number): string {
  return score.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
