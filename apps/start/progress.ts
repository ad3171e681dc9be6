// Progress for people: bars on a terminal, a plain line now and then in a pipe. Everything goes to standard error,
// so that standard output stays clean for data.
import { MultiBar, type Options, type Params, Presets } from 'cli-progress';
import { harmless } from './harmless.ts';

/** One long step being shown. */
export interface ProgressBar {
  /**
   * Sets how much is done of how much; both may grow. Null: nobody knows how much there is. `detail` is what else
   * there is to say of it: `80 products, 3.1 MB`.
   */
  update(done: number, total: number | null, detail?: string): void;
  /** Ends the step, leaving its last state on the screen. */
  finish(): void;
}

export interface Progress {
  /** Starts a step; `unit` is what is counted (`pages`, `photos`, `MB`). */
  start(label: string, unit: string): ProgressBar;
  /** A line of its own, printed above any bar. */
  say(line: string): void;
  /** Leaves the bars as they are and gives the terminal back; what is said or started later comes below them. */
  close(): void;
}

const labelWidth = 22;
const barWidth = 28;
// In a pipe a step reports at most this often, and always when it ends.
const plainLineEveryMs = 2_000;

/** Bars when `stream` is a terminal, else plain lines. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? terminalProgress(stream) : plainProgress(stream);
}

function terminalProgress(stream: NodeJS.WriteStream): Progress {
  let open: MultiBar | null = null;
  return {
    start(label, unit) {
      open ??= openBars(stream);
      const bars = open;
      const payload: Payload = { label, unit, total: 0, detail: '', note: '' };
      const bar = bars.create(0, 0, payload);
      const startedAt = performance.now();
      let done = 0;
      return {
        update(newDone, total, detail = '') {
          done = newDone;
          bar.setTotal(total ?? done);
          bar.update(done, { total, detail });
        },
        finish() {
          bar.update(done, { note: `in ${seconds(startedAt)}` });
          bar.stop();
          if (open === bars) bars.update();
        },
      };
    },
    say(line) {
      if (open) {
        open.log(`${harmless(line)}\n`);
        open.update();
      } else stream.write(`${harmless(line)}\n`);
    },
    close() {
      // The last state may be newer than the last frame.
      open?.update();
      open?.stop();
      open = null;
    },
  };
}

/** What a bar shows besides its numbers. */
interface Payload {
  label: string;
  unit: string;
  total: number | null;
  detail: string;
  note: string;
}

const openBars = (stream: NodeJS.WriteStream): MultiBar =>
  new MultiBar(
    {
      stream,
      format: drawBar,
      hideCursor: true,
      // Else a finished bar is not drawn again below a line that took its place.
      forceRedraw: true,
      fps: 12,
      // Ctrl-C is the application's to handle.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );

function drawBar(_options: Options, { progress, value }: Params, payload: Payload): string {
  const { label, unit, total, detail, note } = payload;
  const full = Math.round(progress * barWidth);
  // Of nothing there is no share to draw.
  const bar = !total ? '' : `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} `;
  return `  ${label.padEnd(labelWidth)} ${bar}${amount(value, total)} ${unit}${more(detail)} ${note}`;
}

function plainProgress(stream: NodeJS.WritableStream): Progress {
  const say = (line: string) => void stream.write(`${harmless(line)}\n`);
  return {
    start(label, unit) {
      const startedAt = performance.now();
      let lastLineAt = startedAt;
      let last: { done: number; total: number | null; detail: string } = { done: 0, total: null, detail: '' };
      let hasNews = false;
      return {
        update(done, total, detail = '') {
          const isNews = done !== last.done || total !== last.total || detail !== last.detail;
          last = { done, total, detail };
          hasNews ||= isNews;
          if (!hasNews || performance.now() - lastLineAt < plainLineEveryMs) return;
          hasNews = false;
          lastLineAt = performance.now();
          say(`${label}: ${amount(done, total, ' of ')} ${unit}${more(detail)}`);
        },
        finish: () => {
          const { done, total, detail } = last;
          say(`${label}: ${amount(done, total, ' of ')} ${unit}${more(detail)} in ${seconds(startedAt)}`);
        },
      };
    },
    say,
    close: () => {},
  };
}

const amount = (done: number, total: number | null, of = '/') =>
  total === null ? `${done}` : `${done}${of}${total}`;

const more = (detail: string) => (detail === '' ? '' : `, ${detail}`);

const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
