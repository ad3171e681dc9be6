// Counts how often a method is called, whoever calls it: statements to Postgres, commands to Redis.

/** @returns how often since `countCalls` was called */
export function countCalls<Name extends string>(
  prototype: { [Key in Name]: (...args: never[]) => unknown },
  name: Name,
): () => number {
  let calls = 0;
  const original = prototype[name] as (...args: unknown[]) => unknown; // it gets what it would have got
  function counted(this: unknown, ...args: unknown[]): unknown {
    calls += 1;
    return original.apply(this, args);
  }
  Object.assign(prototype, { [name]: counted });
  return () => calls;
}
