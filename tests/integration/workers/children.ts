// Runs the process that is to be killed, one at a time, and opens what it left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Queryable } from '../../../catalog/database/database.ts';
import { type Database, openDatabase } from '../../../catalog/database/database.ts';
import { type TestDatabase, testQueueUrl } from '../test-database.ts';
import type { ChildLine, ChildTask } from './kill-child.ts';

export interface Children {
  /** Runs the child until it ends, or until `killWhen` says so. */
  run(
    what: Omit<Partial<ChildTask>, 'dataDir'>,
    killWhen?: (line: ChildLine) => boolean,
  ): Promise<ChildLine[]>;
  /** `kill -9` of the one that runs. */
  kill(): void;
  /** What the catalog holds while no child runs. */
  look<T>(at: (db: Queryable, database: Database) => Promise<T>): Promise<T>;
}

/** @param dataDir of the embedded database, which dies with the child; a server stays */
export function createChildren(server: TestDatabase, dataDir: string): Children {
  const databaseUrl = server.kind === 'server' ? server.connectionString : undefined;
  const queueUrl = testQueueUrl();
  let child: ChildProcess | undefined;

  return {
    async run(what, killWhen = () => false) {
      const task: ChildTask = {
        dataDir,
        images: null,
        shop: null,
        ...what,
        ...(databaseUrl ? { databaseUrl } : {}),
        ...(queueUrl ? { queueUrl } : {}),
      };
      const script = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
      const started = spawn(process.execPath, [script, JSON.stringify(task)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      const ended = new Promise((resolve) => started.once('exit', resolve));
      const lines: ChildLine[] = [];
      for await (const text of createInterface({ input: started.stdout })) {
        const line: ChildLine = JSON.parse(text);
        lines.push(line);
        if (killWhen(line)) started.kill('SIGKILL');
      }
      await ended;
      return lines;
    },
    kill() {
      child?.kill('SIGKILL');
    },
    async look(at) {
      const database = await openDatabase({ databaseUrl, dataDir });
      try {
        return await at(database.pool, database);
      } finally {
        await database.close();
      }
    },
  };
}
