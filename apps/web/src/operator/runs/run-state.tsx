// How a run stands, as a coloured word.
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Run } from '../answers.ts';

export function RunState({ run }: { run: Pick<Run, 'state' | 'outcome'> }) {
  const name = run.outcome ?? run.state;
  return <span className={`run-state run-${name}`}>{operatorStrings.runs.states[name]}</span>;
}
