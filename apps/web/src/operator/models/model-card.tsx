// One model: what it is, what is stored of it, and the ways to switch to it, compare it, or let its vectors go.
import { useState } from 'react';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { amount, byteCount } from '../times.ts';
import { ConfirmButton } from './confirm-button.tsx';
import type { Model, useModelChange } from './models-query.ts';
import { SwitchOffer } from './switch-offer.tsx';

interface ModelCardProps {
  model: Model;
  /** A switch to it is under way. */
  isNext: boolean;
  /** No switch is under way. */
  canStart: boolean;
  change: ReturnType<typeof useModelChange>;
  onCompare: () => void;
}

export function ModelCard({ model, isNext, canStart, change, onCompare }: ModelCardProps) {
  const { models: texts } = operatorStrings;
  const [isOffering, setOffering] = useState(false);
  const { id, title, active, vectors, vectorBytes, folder, notes, licence, before } = model;
  const isIdle = !active && !isNext && before === null;
  return (
    <li className={`desk-panel models-card${active ? ' models-active' : ''}`}>
      <div className="models-head">
        <h4>{id}</h4>
        {active && <span className="run-state run-done">{texts.active}</span>}
        {isNext && <span className="run-state run-running">{texts.next}</span>}
      </div>
      {title.toLowerCase() !== id && <p>{title}</p>}
      <dl className="models-facts">
        <Fact name={texts.files}>{folder ?? (model.onDisk ? texts.onDisk : filesToCome(model))}</Fact>
        <Fact name={texts.vectors}>
          {vectors > 0
            ? texts.vectorsOf(amount(vectors), byteCount(vectorBytes), model.dimension)
            : texts.noVectors(model.dimension)}
        </Fact>
        <Fact name={texts.licence}>{licence ?? texts.licenceUnknown}</Fact>
        {before !== null && (
          <Fact name={texts.before} lang="en">
            {before}
          </Fact>
        )}
      </dl>
      {notes.length > 0 && (
        <details className="desk-soft">
          <summary>{texts.notes}</summary>
          <ul className="models-notes" lang="en">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      {isIdle && (canStart || vectors > 0) && (
        <div className="models-buttons">
          {canStart && !isOffering && (
            <button type="button" className="button button-small" onClick={() => setOffering(true)}>
              {texts.offer}
            </button>
          )}
          {vectors > 0 && (
            <button type="button" className="button button-quiet button-small" onClick={onCompare}>
              {texts.compare}
            </button>
          )}
          {vectors > 0 && (
            <ConfirmButton
              label={texts.remove}
              question={texts.removeSure(amount(vectors))}
              isBusy={change.isPending}
              onConfirm={() =>
                change.mutate({ path: `/api/models/${encodeURIComponent(id)}`, method: 'DELETE' })
              }
            />
          )}
        </div>
      )}
      {isIdle && canStart && isOffering && (
        <SwitchOffer model={id} change={change} onClose={() => setOffering(false)} />
      )}
    </li>
  );
}

function filesToCome({ fileBytes, before }: Model): string {
  const { models: texts } = operatorStrings;
  if (fileBytes === null) return texts.toExport;
  const size = byteCount(fileBytes);
  return before === null ? texts.toDownload(size) : texts.notHere(size);
}

/** @param props.lang of what it says, where that is not the page's */
function Fact({ name, lang, children }: { name: string; lang?: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd lang={lang}>{children}</dd>
    </div>
  );
}
