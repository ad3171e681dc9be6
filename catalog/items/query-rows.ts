// What a query of somebody's own gives, on a SQLite file or on another Postgres: rows as they come, in columns.

/** The query can't be asked; the message is one sentence that says why. */
export class QueryFailed extends Error {
  override name = 'QueryFailed';
}

export interface QueryRows {
  columns: string[];
  /** In the order of the columns. */
  rows: AsyncIterable<unknown[]>;
  close(): Promise<void>;
}

export const queryFailure = (cause: unknown): QueryFailed =>
  new QueryFailed(
    `The query failed: ${(cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '')}.`,
    {
      cause,
    },
  );
