// What a process and those it started take of the machine.
import { readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  cpuSeconds: number;
  /** Of all its processes, MB. */
  rss: number;
  /** The most that its largest process ever had, MB. */
  peak: number;
}

const ticksPerSecond = 100;

/** From /proc, so only on Linux; elsewhere it is not a number. */
export function usageOf(pid: number): Usage {
  try {
    const all = withChildren(pid);
    return {
      cpuSeconds: sum(all.map(cpuSecondsOf)),
      rss: sum(all.map((one) => statusOf(one, 'VmRSS'))),
      peak: Math.max(...all.map((one) => statusOf(one, 'VmHWM'))),
    };
  } catch {
    return { cpuSeconds: Number.NaN, rss: Number.NaN, peak: Number.NaN }; // no /proc, or a process that just ended
  }
}

function withChildren(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(withChildren)];
}

function cpuSecondsOf(pid: number): number {
  // Behind the program's name, which may hold spaces: utime and stime are the 12th and 13th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function statusOf(pid: number, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes?.[1]) / 1000;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
