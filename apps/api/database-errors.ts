// Tells what a database's error means for the answer.

export { isDatabaseUnreachable } from '../../catalog/database/unreachable.ts';

/** Whether Postgres could not read a value (class 22), such as one from a cursor that was made up. */
export function isUnreadableValue(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^22...$/.test(String(error.code));
}
