// Prints a bench's result as one Markdown table, under a line that says what machine it is from.
import { availableParallelism, cpus, loadavg } from 'node:os';

type Cell = string | number;

export function printTable(title: string, header: string[], rows: Cell[][]): void {
  const load = loadavg()[0]?.toFixed(1);
  const text = [header, ...rows].map((cells) => cells.map((cell) => String(cell)));
  const widths = header.map((_, i) => Math.max(...text.map((cells) => cells[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = text;
  const rule = line(widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${load}`;
  process.stdout.write([title, machine, '', line(head), rule, ...body.map(line), ''].join('\n'));
}

/** The value that the share `p` of the values don't exceed. */
export function percentile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
