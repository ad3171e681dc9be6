// What is thrown for a query that is meant as syntax and is wrong.

/** `reason` says what and where, fit to be shown after the parameter's name. */
export class BadQuery extends Error {
  readonly reason: string;
  /** Character at which it is wrong, counted from 1. */
  readonly position: number;
  constructor(what: string, at: number) {
    const position = at + 1;
    const reason = `can't be read: ${what} (at character ${position})`;
    super(`The query ${reason}.`);
    this.name = 'BadQuery';
    this.reason = reason;
    this.position = position;
  }
}
