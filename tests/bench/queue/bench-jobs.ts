// What a job costs that costs nothing itself, through each queue; and a photo whose encoder costs nothing.
import { execFileSync, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchDatabaseNames, openOnServer } from '../bench-databases.ts';
import { percentile, printTable } from '../table.ts';
import type { JobsReport } from './report-jobs.ts';

interface Contestant {
  name: string;
  jobs: number;
  run(): Promise<JobsReport>;
}

const folder = import.meta.dirname;
const rivals = join(folder, 'rivals');
const inFlight = 24;

/** Each in a process of its own, one after the other, round by round; prints medians. */
export async function benchJobs(settings: {
  jobs: number;
  photos: number;
  rounds: number;
  rivals: string[];
}): Promise<void> {
  const { jobs, photos, rounds, rivals: names } = settings;
  const databases = [...benchDatabaseNames().entries()];
  const serverUrl = process.env.TEST_DATABASE_URL;
  const lookalike = (work: 'free' | 'stored', count: number) =>
    databases.map(([i, name]) => ({
      name: `Lookalike, ${name}`,
      jobs: count,
      run: () => report(join(folder, 'jobs-by-lookalike.ts'), [String(count), String(i), work]),
    }));
  const free = [
    ...lookalike('free', jobs),
    ...(serverUrl ? names.map((name) => rival(name, jobs, serverUrl)) : []),
    {
      name: 'a loop in memory',
      jobs,
      run: () => report(join(folder, 'jobs-by-loop.ts'), [String(jobs)]),
    },
  ];
  const stored = lookalike('stored', photos);
  const reports = await measureInTurn([...free, ...stored], rounds);
  const header = ['queue', 'queued/s', 'done/s', 'CPU ms', 'statements', 'Redis commands'];
  const rows = (of: Contestant[]) => of.map((one) => row(one, reports.get(one) ?? []));
  const how = `${inFlight} at a time, medians of ${rounds} rounds; CPU of the worker's process; per job`;
  printTable(`${jobs} jobs that cost nothing, ${how}`, header, rows(free));
  printTable(
    `${photos} photos decoded and stored, the encoder costing nothing, ${how}`,
    header,
    rows(stored),
  );
}

function rival(name: string, jobs: number, serverUrl: string): Contestant {
  const version = installRival(name);
  return {
    name: `${name} ${version}`,
    jobs,
    async run() {
      const { database, drop } = await openOnServer('rival', serverUrl, undefined);
      try {
        return await report(join(rivals, `jobs-by-${name}.mjs`), [String(jobs), database.connectionString]);
      } finally {
        await drop();
      }
    },
  };
}

/** Their packages are nobody's burden but this bench's. @returns its version */
function installRival(name: string): string {
  const wanted = readJson(join(rivals, 'package.json')).dependencies[name];
  const installed = join(rivals, 'node_modules', name, 'package.json');
  if (!existsSync(installed) || readJson(installed).version !== wanted) {
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: rivals, stdio: ['ignore', 2, 2] });
  }
  return wanted;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

async function measureInTurn(
  contestants: Contestant[],
  rounds: number,
): Promise<Map<Contestant, JobsReport[]>> {
  const reports = new Map<Contestant, JobsReport[]>();
  for (let round = 0; round < rounds; round++) {
    for (const one of contestants) {
      const measured = await one.run();
      if (measured.done !== one.jobs)
        throw new Error(`${one.name} did ${measured.done} jobs of ${one.jobs}.`);
      reports.set(one, [...(reports.get(one) ?? []), measured]);
    }
  }
  return reports;
}

/** @throws when the program ends without a report */
function report(program: string, args: string[]): Promise<JobsReport> {
  const child = fork(program, args);
  return new Promise((resolve, reject) => {
    let received: JobsReport | undefined;
    child.once('message', (message) => {
      received = message as JobsReport; // our own programs, each with one message
    });
    child.once('exit', (code) => {
      if (received && code === 0) resolve(received);
      else reject(new Error(`${program} ended with code ${code}.`));
    });
  });
}

function row({ name, jobs }: Contestant, reports: JobsReport[]): (string | number)[] {
  const median = (of: (one: JobsReport) => number) => percentile(reports.map(of), 0.5);
  return [
    name,
    Math.round(median(({ queueSeconds }) => jobs / queueSeconds)),
    Math.round(median(({ workSeconds }) => jobs / workSeconds)),
    median(({ cpuSeconds }) => (1000 * cpuSeconds) / jobs).toFixed(2),
    median(({ statements }) => statements / jobs).toFixed(2),
    median(({ commands }) => commands / jobs).toFixed(2),
  ];
}
