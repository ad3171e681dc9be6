// Progress for people: bars on a terminal, a plain line now and then in a pipe. Everything goes to standard error,
// so that standard output stays clean for data.
import { MultiBar, Presets } from 'cli-progress';

/** One long step being shown. */
export interface ProgressBar {
  /** Sets how much is done of how much; both may grow. */
  update(done: number, total: number): void;
  /** Ends the step, leaving its last state on the screen. */
  finish(): void;
}

export interface Progress {
  /** Starts a step; `unit` is what is counted (`pages`, `photos`, `MB`). */
  start(label: string, unit: string): ProgressBar;
  /** A line of its own, printed above any bar. */
  say(line: string): void;
  /** Removes the bars; nothing may be shown afterwards. */
  close(): void;
}

const labelWidth = 22;
// In a pipe a step reports at most this often, and always when it ends.
const plainLineEveryMs = 2_000;

/** Bars when `stream` is a terminal, else plain lines. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? terminalProgress(stream) : plainProgress(stream);
}

function terminalProgress(stream: NodeJS.WriteStream): Progress {
  const bars = new MultiBar(
    {
      stream,
      format: '  {label} {bar} {value}/{total} {unit} {note}',
      hideCursor: true,
      barsize: 28,
      fps: 12,
      // Ctrl-C is the application's to handle.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  return {
    start(label, unit) {
      const bar = bars.create(0, 0, { label: label.padEnd(labelWidth), unit, note: '' });
      const startedAt = performance.now();
      let last = { done: 0, total: 0 };
      return {
        update(done, total) {
          last = { done, total };
          bar.setTotal(total);
          bar.update(done);
        },
        finish() {
          bar.setTotal(Math.max(last.total, last.done));
          bar.update(last.done, { note: `in ${seconds(startedAt)}` });
          bar.stop();
          bars.update();
        },
      };
    },
    say: (line) => {
      bars.log(`${line}\n`);
      bars.update();
    },
    close: () => bars.stop(),
  };
}

function plainProgress(stream: NodeJS.WritableStream): Progress {
  const say = (line: string) => void stream.write(`${line}\n`);
  return {
    start(label, unit) {
      const startedAt = performance.now();
      let lastLineAt = startedAt;
      let last = { done: 0, total: 0 };
      return {
        update(done, total) {
          last = { done, total };
          if (performance.now() - lastLineAt < plainLineEveryMs) return;
          lastLineAt = performance.now();
          say(`${label}: ${done} of ${total} ${unit}`);
        },
        finish: () => say(`${label}: ${last.done} of ${last.total} ${unit} in ${seconds(startedAt)}`),
      };
    },
    say,
    close: () => {},
  };
}

const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
