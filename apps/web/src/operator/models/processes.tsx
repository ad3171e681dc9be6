// The processes that answer searches: shown when one of them is not where the others are.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Models } from './models-query.ts';

export function Processes({ processes, active }: { processes: Models['processes']; active: string | null }) {
  const { models: texts } = operatorStrings;
  const isEven = processes.every(({ serves, problem }) => serves === active && problem === null);
  if (isEven && processes.length < 2) return null;
  return (
    <section className="desk-section" aria-labelledby="models-processes">
      <h3 id="models-processes">{texts.processes}</h3>
      <ul className="models-processes">
        {processes.map(({ name, serves, problem }) => (
          <li key={name}>
            {texts.answersWith(name, serves)}
            {problem && <p className="desk-wrong">{operatorStrings.reason(problem)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
