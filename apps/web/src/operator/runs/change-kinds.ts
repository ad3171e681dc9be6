// What a run can have changed, each with how the API is asked for it.

export const changeKinds = {
  new: 'kind=new',
  up: 'kind=price&direction=up',
  down: 'kind=price&direction=down',
  gone: 'kind=gone',
} as const;

export type ChangeKind = keyof typeof changeKinds;
