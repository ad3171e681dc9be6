// Every English string of the operator's desk, in one place.
export const en = {
  title: 'Operator’s desk',
  sections: {
    label: 'Sections of the desk',
    shops: 'Shops',
    runs: 'Runs',
    queue: 'Queue',
    health: 'Catalogue health',
    models: 'Models',
  },
  shops: {},
  runs: {},
  queue: {},
  health: {},
  models: {},
};

export type OperatorStrings = typeof en;
