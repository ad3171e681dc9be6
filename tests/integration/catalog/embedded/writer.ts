// A child process that writes into a data directory, and what it has said so far.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export class Writer {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #errors = '';

  constructor(dataDir: string, name: string, count: number) {
    const script = fileURLToPath(new URL('write-rows.ts', import.meta.url));
    this.#child = spawn(process.execPath, [script, dataDir, name, String(count)]);
    this.#exited = once(this.#child, 'close');
    this.#child.stderr?.on('data', (data) => {
      this.#errors += data;
    });
    if (this.#child.stdout) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => this.lines.push(line));
    }
  }

  /** Product ids whose storing it has confirmed. */
  get stored(): number[] {
    return this.lines.flatMap((line) => (line.startsWith('stored ') ? [Number(line.slice(7))] : []));
  }

  /** Waits until `done` holds for what it has said; fails when it ends before. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.#child.exitCode !== null) throw new Error(`The writer ended early: ${this.#errors}`);
      await new Promise((next) => setTimeout(next, 5));
    }
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** Waits until it has written everything. */
  async done(): Promise<void> {
    await this.until(() => this.lines.includes('done'));
  }

  /** Lets it close the database and end. */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    await this.#exited;
    if (this.#child.exitCode !== 0) throw new Error(`The writer failed: ${this.#errors}`);
  }
}
