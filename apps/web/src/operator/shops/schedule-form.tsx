// When a shop's runs start by themselves, in words.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { operatorStrings } from '../../strings/operator/strings.ts';
import type { Shop } from '../answers.ts';
import { askOperator } from '../operator-api.ts';

// The words are the command line's too, so they are English in every language.
const examples = ['every day at 04:00', 'every 3 days', 'every week', 'cron "0 4 * * 1"'];
const modes = ['incremental', 'full'] as const;

export function ScheduleForm({ shop, onDone }: { shop: Shop; onDone(): void }) {
  const { schedule, runs } = { schedule: operatorStrings.shops.schedule, runs: operatorStrings.runs };
  const client = useQueryClient();
  const [every, setEvery] = useState(shop.schedule?.every ?? '');
  const [mode, setMode] = useState<string>(shop.schedule?.mode ?? 'incremental');
  const path = `/api/shops/${shop.id}/schedule`;
  const change = useMutation({
    mutationFn: (body: object | null) =>
      askOperator<Shop>(path, body ? { method: 'PUT', body } : { method: 'DELETE' }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['operator', 'shops'] });
      onDone();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    change.mutate({ every, mode, timeZone });
  }
  const id = `schedule-${shop.id}`;
  return (
    <form className="schedule-form" onSubmit={submit}>
      <label className="desk-field">
        {schedule.when}
        <input
          type="text"
          value={every}
          placeholder={examples[0]}
          onChange={({ target }) => setEvery(target.value)}
          aria-invalid={change.isError}
          aria-describedby={`${id}-help`}
          required
        />
      </label>
      <label className="desk-field">
        {schedule.mode}
        <select value={mode} onChange={({ target }) => setMode(target.value)}>
          {modes.map((one) => (
            <option key={one} value={one}>
              {runs.modes[one]}
            </option>
          ))}
        </select>
      </label>
      <div className="schedule-buttons">
        <button type="submit" className="button" disabled={change.isPending}>
          {schedule.save}
        </button>
        {shop.schedule && (
          <button
            type="button"
            className="button button-quiet"
            disabled={change.isPending}
            onClick={() => change.mutate(null)}
          >
            {schedule.remove}
          </button>
        )}
      </div>
      <p className="desk-soft schedule-help" id={`${id}-help`}>
        {schedule.such}{' '}
        {examples.map((words) => (
          <button key={words} type="button" className="text-link" onClick={() => setEvery(words)}>
            {words}
          </button>
        ))}
      </p>
      {change.error && (
        <p className="desk-wrong schedule-help" role="alert">
          {change.error.message}
        </p>
      )}
    </form>
  );
}
