// The switch under way: how far it is, and what can be done about it.
import { operatorStrings } from '../../strings/operator/strings.ts';
import { amount } from '../times.ts';
import { ConfirmButton } from './confirm-button.tsx';
import type { ModelSwitch, useModelChange } from './models-query.ts';
import { spellTime } from './spell-time.ts';

interface SwitchPanelProps {
  now: ModelSwitch;
  /** The model that answers meanwhile. */
  from: string | null;
  change: ReturnType<typeof useModelChange>;
  onCompare: () => void;
}

export function SwitchPanel({ now, from, change, onCompare }: SwitchPanelProps) {
  const { models: texts } = operatorStrings;
  const { phase, model, done, total, check } = now;
  const isReady = phase === 'ready';
  const command = (name: string, body?: object) => () =>
    change.mutate({ path: `/api/model-switch/${name}`, ...(body ? { body } : {}) });
  return (
    <section className="desk-panel models-switch" aria-labelledby="models-switch">
      <h2 id="models-switch">{from ? texts.switching(from, model) : model}</h2>
      <p aria-live="polite">
        <span className={`run-state run-${isReady ? 'done' : phase === 'paused' ? 'paused' : 'running'}`}>
          {texts.phases[phase]}
        </span>
      </p>
      <progress className="models-bar" value={done} max={Math.max(total, 1)} aria-label={texts.progress} />
      <p className="desk-soft models-numbers">
        <span>{texts.photos(amount(done), amount(total))}</span>
        {phase === 'embedding' && now.photosPerSecond !== null && now.photosPerSecond > 0 && (
          <span>{texts.rate(amount(now.photosPerSecond, 1))}</span>
        )}
        {phase === 'embedding' && now.secondsLeft !== null && (
          <span>{texts.left(spellTime(now.secondsLeft))}</span>
        )}
        {check && <span>{texts.checked(check.agreed, check.sampled)}</span>}
      </p>
      {isReady && !now.activates && <p>{texts.readyHint}</p>}
      {!now.hasWorker && phase !== 'paused' && !isReady && <p className="desk-note">{texts.noWorker}</p>}
      {now.problem && <p className="desk-note desk-note-bad">{operatorStrings.reason(now.problem)}</p>}
      <div className="models-buttons">
        {isReady && (
          <ConfirmButton
            className="button"
            label={texts.switchNow}
            question={texts.switchSure(model)}
            isBusy={change.isPending}
            onConfirm={command('activate', {})}
          />
        )}
        {done > 0 && (
          <button type="button" className="button button-quiet" onClick={onCompare}>
            {texts.compare}
          </button>
        )}
        {phase === 'paused' ? (
          <button type="button" className="button" disabled={change.isPending} onClick={command('resume')}>
            {texts.resume}
          </button>
        ) : (
          !isReady && (
            <button
              type="button"
              className="button button-quiet"
              disabled={change.isPending}
              onClick={command('pause')}
            >
              {texts.pause}
            </button>
          )
        )}
        <ConfirmButton
          className="button button-quiet"
          label={texts.abandon}
          question={texts.abandonSure}
          isBusy={change.isPending}
          onConfirm={command('abandon')}
        />
      </div>
    </section>
  );
}
