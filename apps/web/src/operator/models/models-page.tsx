// Which model answers, and switching to another while it does.
import { useState } from 'react';
import { PageLoading } from '../../frame/page-loading.tsx';
import { operatorStrings } from '../../strings/operator/strings.ts';
import { CompareModels } from './compare-models.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { ModelCard } from './model-card.tsx';
import { useModelChange, useModels } from './models-query.ts';
import { Processes } from './processes.tsx';
import { SwitchPanel } from './switch-panel.tsx';
import './models.css';

export function ModelsPage() {
  const { models: texts } = operatorStrings;
  const { data, error } = useModels();
  const change = useModelChange();
  const [compared, setCompared] = useState<string | null>(null);
  if (!data) {
    return error ? (
      <p className="desk-wrong" role="alert">
        {error.message}
      </p>
    ) : (
      <PageLoading />
    );
  }
  const active = data.models.find((model) => model.active);
  return (
    <div className="models">
      {data.switch && (
        <SwitchPanel
          now={data.switch}
          from={active?.id ?? null}
          change={change}
          onCompare={() => setCompared(data.switch?.model ?? null)}
        />
      )}
      {change.error && (
        <p className="desk-wrong" role="alert">
          {change.error.message}
        </p>
      )}
      {data.previous && !data.switch && active && (
        <div className="desk-note models-back">
          <p>{texts.kept(data.previous)}</p>
          <ConfirmButton
            label={texts.goBack(data.previous)}
            question={texts.goBackSure}
            isBusy={change.isPending}
            onConfirm={() => change.mutate({ path: '/api/model-switch/rollback' })}
          />
        </div>
      )}
      {compared !== null && active && compared !== active.id && (
        <CompareModels key={compared} active={active.id} other={compared} onClose={() => setCompared(null)} />
      )}
      <section className="desk-section" aria-labelledby="models-known">
        <h3 id="models-known">{texts.known}</h3>
        <ul className="models-list">
          {data.models.map((model) => (
            <ModelCard
              key={model.id}
              model={model}
              isNext={data.switch?.model === model.id}
              canStart={data.switch === null}
              change={change}
              onCompare={() => setCompared(model.id)}
            />
          ))}
        </ul>
        <p className="desk-soft">{texts.own}</p>
        <pre className="desk-code">lookalike model add ./my-model</pre>
      </section>
      <Processes processes={data.processes} active={active?.id ?? null} />
    </div>
  );
}
