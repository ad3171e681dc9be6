// Every German string of the operator's desk: the same keys as en.ts, which the compiler checks.
import type { OperatorStrings } from './en.ts';

export const de: OperatorStrings = {
  title: 'Für Betreiber',
  sections: {
    label: 'Bereiche',
    shops: 'Shops',
    runs: 'Läufe',
    queue: 'Warteschlange',
    health: 'Zustand des Katalogs',
    models: 'Modelle',
  },
  shops: {},
  runs: {},
  queue: {},
  health: {},
  models: {},
};
