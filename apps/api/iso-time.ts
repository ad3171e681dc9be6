// Times as answers write them: ISO 8601 in UTC.

/** Takes what the catalogue gives: a Date from the driver, or a string that is one already. */
export function isoTime(at: Date | string): string {
  return new Date(at).toISOString();
}
