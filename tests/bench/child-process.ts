// A program of the bench in a process of its own, that is asked and answers by messages.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface Child<Request, Reply> {
  ask(request: Request): Promise<Reply>;
  /** Its first message. */
  ready(): Promise<unknown>;
  close(): Promise<void>;
}

/** @param file below this folder */
export function startChild<Request extends object | string, Reply>(
  file: string,
  args: (string | number)[] = [],
  execArgv: string[] = [],
): Child<Request, Reply> {
  const child = fork(join(import.meta.dirname, file), args.map(String), { execArgv });
  return {
    ask(request) {
      child.send(request);
      return messageOf(child, file) as Promise<Reply>; // our own programs, each with one kind of answer
    },
    ready: () => messageOf(child, file),
    async close() {
      if (!child.connected) return; // it failed, and that was told
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
    },
  };
}

/** @throws when the process ends without a message */
export function messageOf(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${name} ended with code ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
