// What a queue under measurement reports to the bench.

export interface JobsReport {
  /** Jobs that were done, each once. */
  done: number;
  queueSeconds: number;
  workSeconds: number;
  /** Of this process and its threads while it worked. */
  cpuSeconds: number;
  /** Sent to Postgres and Redis for all jobs, from the first that was queued to the last that was done. */
  statements: number;
  commands: number;
}

/** Measures `queue`, then `work`, which resolves with how many jobs were done; sends the report to the bench. */
export async function reportJobs(options: {
  queue: () => Promise<unknown>;
  work: () => Promise<number>;
  sent?: () => { statements: number; commands: number };
}): Promise<void> {
  const { queue, work, sent = () => ({ statements: 0, commands: 0 }) } = options;
  const before = sent();
  const startedAt = performance.now();
  await queue();
  const queuedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const done = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  const after = sent();
  const report: JobsReport = {
    done,
    queueSeconds: (queuedAt - startedAt) / 1000,
    workSeconds: (performance.now() - queuedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    statements: after.statements - before.statements,
    commands: after.commands - before.commands,
  };
  process.send?.(report);
}

/** Resolves once `add` was called `jobs` times for different jobs. @throws when one comes twice */
export function countDone(jobs: number): { add(id: string): void; all: Promise<number> } {
  const seen = new Set<string>();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  return {
    add(id) {
      if (seen.has(id)) reject(new Error(`The job ${id} was done twice.`));
      if (seen.add(id).size === jobs) resolve(jobs);
    },
    all: promise,
  };
}
