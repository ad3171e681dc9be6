// How the threads that embed share the processor, where the system lets threads of one process differ.
import { execFileSync } from 'node:child_process';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { starterFolder } from '../../../clip/model-folder.ts';

const tower = new URL('../../../clip/threaded-tower.ts', import.meta.url).href;
const file = `${starterFolder}/onnx/text_model.onnx`;

// Whoever runs the tests may be nice already.
const own = getPriority();

/** How nice each thread of a process is that was started `more` nice than this one, and runs a tower that asks for 5. */
function nicenessOfThreads(more: number): number[] {
  const program = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { startTower } from ${JSON.stringify(tower)};
    const tower = await startTower({ file: ${JSON.stringify(file)}, outputs: ['text_embeds'], threads: 1, niceness: 5 });
    const stats = readdirSync('/proc/self/task').map((id) => readFileSync('/proc/self/task/' + id + '/stat', 'utf8'));
    console.log(JSON.stringify(stats.map((stat) => Number(stat.replace(/^.*\\) /s, '').split(' ')[16]))));
    await tower.close();`;
  const command = ['-n', String(more), process.execPath, '-e', program];
  return JSON.parse(execFileSync('nice', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

test.runIf(process.platform === 'linux')('a tower gives way to the other threads', () => {
  const threads = nicenessOfThreads(0);
  expect(threads).toContain(Math.max(own, 5));
  expect(threads).toContain(own);
});

// Whoever is not root may not: the thread would end and no photo be embedded.
test.runIf(process.platform === 'linux')('in a process that was started with nice none takes more', () => {
  expect(Math.min(...nicenessOfThreads(10))).toBe(Math.min(own + 10, 19));
});
