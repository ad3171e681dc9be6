// The model in the visitor's own browser: a photo, words, how alike they are, and a search that uploads nothing.
import { useCallback, useEffect, useState } from 'react';
import { usePageTitle } from '../frame/page-title.ts';
import { Problem } from '../results/states.tsx';
import { inBrowserStrings as texts } from '../strings/in-browser/strings.ts';
import { locale } from '../strings/strings.ts';
import { PrivateSearch } from './private-search.tsx';
import { type EncoderState, sizeOf, useBrowserEncoder } from './use-browser-encoder.ts';
import { useSeenPhoto } from './use-compared.ts';
import { useGivenPhoto } from './use-given-photo.ts';
import { WordScores } from './word-scores.tsx';
import './in-browser.css';

export function TryPage() {
  usePageTitle(texts.title);
  const state = useBrowserEncoder();
  const { model, encoder, load } = state;
  const [photo, setPhoto] = useState<Blob | null>(null);
  const onGiven = useCallback(
    (file: Blob) => {
      setPhoto(file);
      // Whoever brings a photo wants the model.
      load();
    },
    [load],
  );
  useGivenPhoto(onGiven);
  const seen = useSeenPhoto(encoder, photo);
  const vector = seen !== null && typeof seen !== 'string' ? seen.vector : null;

  return (
    <div className="page try-page" id="results">
      <div className="try-head">
        <h1>{texts.heading}</h1>
        <p>{texts.lead}</p>
        <ModelState {...state} />
      </div>
      <div className="try-columns">
        <section className="try-photo" aria-label={texts.photo}>
          {photo ? <Preview photo={photo} /> : <p className="try-drop">{texts.drop}</p>}
          <PickLocal label={photo ? texts.another : texts.pick} onPick={onGiven} />
          <p className="try-note" role="status">
            {photo && encoder && seen === null && texts.looking}
            {typeof seen === 'string' && seen}
            {vector &&
              typeof seen === 'object' &&
              seen &&
              texts.took(Math.round(seen.tookMs).toLocaleString(locale))}
          </p>
        </section>
        <WordScores encoder={encoder} photo={vector} />
      </div>
      {model && vector && <PrivateSearch key={vector.join()} model={model} vector={vector} />}
    </div>
  );
}

function ModelState({ model, encoder, progress, error, load }: EncoderState) {
  if (error) return <Problem message={`${texts.failed} ${error.message}`} onRetry={load} />;
  if (!model) return null;
  if (encoder) return <p className="try-note">{texts.ready}</p>;
  if (!progress) {
    return (
      <button type="button" className="button" onClick={load}>
        {texts.fetch(megabytes(sizeOf(model)))}
      </button>
    );
  }
  const { bytes, of } = progress;
  return (
    <div className="try-progress">
      <progress max={of} value={bytes} aria-label={texts.fetching} />
      <span>{bytes < of ? texts.fetched(megabytes(bytes), megabytes(of)) : texts.starting}</span>
    </div>
  );
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000).toLocaleString(locale);

function PickLocal({ label, onPick }: { label: string; onPick: (file: File) => void }) {
  return (
    <label className="button try-pick">
      {label}
      <input
        className="unseen"
        type="file"
        accept="image/*"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // Else the same file could not be picked twice.
          target.value = '';
          if (file) onPick(file);
        }}
      />
    </label>
  );
}

function Preview({ photo }: { photo: Blob }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(photo);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return url === '' ? null : <img src={url} alt={texts.photo} />;
}
