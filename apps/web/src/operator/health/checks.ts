// What the catalogue is checked for, in the order of the page.
export const checks = [
  'no-photo',
  'photo-pending',
  'photo-failed',
  'placeholder',
  'duplicate',
  'outlier',
  'no-price',
  'no-brand',
  'no-category',
  'stale',
] as const;
export type Check = (typeof checks)[number];
