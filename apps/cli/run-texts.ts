// How runs read in lists and sentences.
import type { Run } from '../../catalog/crawls/runs.ts';
import { durationText, timeText } from '../start/amounts.ts';

/** `run 7 (full, started by the schedule at 2026-03-01 04:00)`, after a preposition. */
export function describeRun({ id, mode, startedBy, startedAt }: Run): string {
  return `run ${id} (${mode}, started by ${startedBy} at ${timeText(startedAt)})`;
}

/** How it ended, or what it is doing. */
export function stateText({ outcome, pausedAt, cancelRequestedAt }: Run): string {
  if (outcome) return outcome;
  if (cancelRequestedAt) return 'cancelling';
  return pausedAt ? 'paused' : 'running';
}

/** What was done, as far as there is something to say. */
export function countsText({ counts }: Pick<Run, 'counts'>): string {
  const { products, newProducts, changedPrices, gone, failed } = counts;
  const parts: [number, string][] = [
    [newProducts, 'new'],
    [changedPrices, 'new price'],
    [gone, 'gone'],
    [failed, 'failed'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return [`${products} products`, ...said].join(', ');
}

/** From its start to its end or to now; pauses count too. */
export function lengthText({ startedAt, finishedAt }: Run, now = new Date()): string {
  return durationText((finishedAt ?? now).getTime() - startedAt.getTime());
}
