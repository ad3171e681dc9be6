// What was learned of the catalogue, and when: its words, its cut-offs, where colour lies.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { HealthReport } from '../answers.ts';
import { amount } from '../times.ts';
import { When } from '../when.tsx';

export function LearnedPanel({ learned }: { learned: HealthReport['learned'] }) {
  const { learned: texts } = operatorStrings.health;
  const { vocabulary, cutoffs, colours } = learned;
  const kinds = ['text', 'photo'] as const;
  return (
    <section className="desk-panel" aria-labelledby="health-learned">
      <h2 id="health-learned">{texts.title}</h2>
      <dl className="health-list">
        <dt>{texts.vocabulary}</dt>
        <dd>
          {texts.words(vocabulary.words)}
          {vocabulary.countedAt && (
            <span className="desk-soft">
              {', '}
              <When at={vocabulary.countedAt} />
            </span>
          )}
        </dd>
        {kinds.map((kind) => {
          const cutoff = cutoffs.find((one) => one.kind === kind);
          return (
            <div key={kind}>
              <dt>{texts.cutoffs[kind]}</dt>
              <dd>
                {cutoff ? amount(cutoff.cutoff, 3) : texts.never}
                {cutoff && (
                  <span className="desk-soft">
                    {', '}
                    {cutoff.setBy === 'operator' ? texts.byOperator : texts.fromPhotos(cutoff.photos)}
                    {', '}
                    <When at={cutoff.at} />
                  </span>
                )}
              </dd>
            </div>
          );
        })}
        <dt>{texts.colours}</dt>
        <dd>
          {colours ? (
            <>
              {texts.fromPhotos(colours.sampleSize)}
              <span className="desk-soft">
                {', '}
                <When at={colours.at} />
              </span>
            </>
          ) : (
            texts.never
          )}
        </dd>
      </dl>
    </section>
  );
}
