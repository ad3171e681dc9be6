// What a switch would cost, measured while one looks, and the choices before it is started.
import { type FormEvent, useState } from 'react';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { amount, byteCount } from '../times.ts';
import { type SwitchCost, type useModelChange, useSwitchCost } from './models-query.ts';
import { spellTime } from './spell-time.ts';

interface SwitchOfferProps {
  model: string;
  change: ReturnType<typeof useModelChange>;
  onClose: () => void;
}

export function SwitchOffer({ model, change, onClose }: SwitchOfferProps) {
  const { models: texts } = operatorStrings;
  const { data: cost, error } = useSwitchCost(model, true);
  const [photosFrom, setPhotosFrom] = useState<'shop' | 'stored'>('shop');
  const [activates, setActivates] = useState(false);
  const start = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ path: '/api/model-switch', body: { model, photosFrom, activates } });
  };
  return (
    <form className="models-offer" onSubmit={start}>
      <div className="models-cost" aria-live="polite">
        {error && <p className="desk-wrong">{error.message}</p>}
        {!cost && !error && <p className="desk-soft">{texts.measuring}</p>}
        {cost && <Cost cost={cost} />}
      </div>
      <fieldset className="models-choice">
        <legend>{texts.photosFrom}</legend>
        {(['shop', 'stored'] as const).map((from) => (
          <label key={from}>
            <input
              type="radio"
              name={`photos-${model}`}
              checked={photosFrom === from}
              onChange={() => setPhotosFrom(from)}
            />
            <span>
              {texts.sources[from].name}
              {timeOf(cost, from)}
              <small className="desk-soft">{texts.sources[from].what}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="models-check">
        <input type="checkbox" checked={activates} onChange={() => setActivates(!activates)} />
        <span>{texts.activates}</span>
      </label>
      <div className="models-buttons">
        <button type="submit" className="button" disabled={change.isPending}>
          {texts.start}
        </button>
        <button type="button" className="text-link" onClick={onClose}>
          {texts.leave}
        </button>
      </div>
    </form>
  );
}

function Cost({ cost }: { cost: SwitchCost }) {
  const { models: texts } = operatorStrings;
  const parts = [
    texts.photosToDo(amount(cost.photos)),
    cost.photosPerSecond === null ? null : texts.measured(amount(cost.photosPerSecond)),
    cost.vectorBytes === null ? null : texts.space(byteCount(cost.vectorBytes)),
    cost.downloadBytes === 0 ? null : texts.download(byteCount(cost.downloadBytes)),
  ];
  return <p>{parts.filter((part) => part !== null).join(' ')}</p>;
}

function timeOf(cost: SwitchCost | undefined, from: 'shop' | 'stored'): string {
  const seconds = from === 'shop' ? cost?.shopSeconds : cost?.storedSeconds;
  if (seconds === undefined || seconds === null) return '';
  return `, ${operatorStrings.models.about(spellTime(seconds))}`;
}
