// Runs a program of a bench in a process of its own, on so many cores, and gives back what it reports.
import { spawn, spawnSync } from 'node:child_process';

// Where there is no taskset, all cores are used.
const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** What to put before a command to keep it on some cores, such as `0-1`. */
export const pinnedTo = (cores: string): string[] => (canPin ? ['taskset', '-c', cores] : []);

/** @param task is sent to it; it answers with one message. @throws when it ends without one */
export function runPinned<Report>(program: string, task: object, cores: number): Promise<Report> {
  const [file = '', ...args] = [...pinnedTo(`0-${cores - 1}`), process.execPath, program];
  const child = spawn(file, args, { stdio: ['ignore', 2, 2, 'ipc'], serialization: 'advanced' });
  child.send(task);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Report)); // our own programs, each with one message
    child.once('exit', (code) =>
      reject(new Error(`${program} ended with code ${code} and without a report.`)),
    );
  });
}
