// Progress in a pipe and on a terminal, and that a title from a shop can't command the terminal.
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgress, type Progress } from '../../../apps/start/progress.ts';
import { linesOnScreen } from './screen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(isTTY: boolean): { progress: Progress; written: () => string } {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 100 });
  // Only what progress uses of a terminal: writing, `isTTY` and `columns`.
  const progress = createProgress(stream as unknown as NodeJS.WriteStream);
  let all = '';
  return {
    progress,
    written: () => {
      all += stream.read() ?? '';
      return all;
    },
  };
}

test('in a pipe a step says how far it is every two seconds, and how it ended', () => {
  const { progress, written } = open(false);
  const bar = progress.start('Embedding', 'photos');
  for (let done = 1; done <= 50; done++) {
    vi.advanceTimersByTime(100);
    bar.update(done, 50);
  }
  bar.finish();
  expect(written().split('\n')).toEqual([
    'Embedding: 20 of 50 photos',
    'Embedding: 40 of 50 photos',
    'Embedding: 50 of 50 photos in 5.0 s',
    '',
  ]);
});

test('in a pipe a step that stands still says so once', () => {
  const { progress, written } = open(false);
  const bar = progress.start('Embedding', 'photos');
  for (let second = 0; second < 60; second++) {
    bar.update(1, 2);
    vi.advanceTimersByTime(1_000);
  }
  expect(written()).toBe('Embedding: 1 of 2 photos\n');
});

test('of nothing no bar is drawn, least of all a full one', () => {
  const { progress, written } = open(true);
  const bar = progress.start('Embedding', 'photos');
  bar.update(0, 0);
  bar.finish();
  progress.close();
  expect(written()).toContain('0/0 photos');
  expect(written()).not.toMatch(/[█░]/);
});

test('what has no known end is only counted', () => {
  const pipe = open(false);
  const bar = pipe.progress.start('Reading', 'rows');
  bar.update(260, null);
  bar.finish();
  expect(pipe.written()).toBe('Reading: 260 rows in 0.0 s\n');
});

test('on a terminal finished bars stay, lines are said above them, and what is printed comes below', () => {
  const { progress, written } = open(true);
  const reading = progress.start('Reading', 'rows');
  reading.update(3, null);
  reading.finish();
  const bar = progress.start('Embedding', 'photos');
  bar.update(1, 2);
  vi.advanceTimersByTime(500);
  progress.say('line 2: it is not JSON');
  vi.advanceTimersByTime(500);
  bar.finish();
  progress.close();
  progress.say('3 new');
  expect(linesOnScreen(written())).toEqual([
    'line 2: it is not JSON',
    '  Reading                3 rows in 0.0 s',
    `  Embedding              ${'█'.repeat(14)}${'░'.repeat(14)} 1/2 photos in 1.0 s`,
    '3 new',
    '',
  ]);
});

test('control characters from a page never reach the terminal', () => {
  const { progress, written } = open(false);
  progress.say('a \u001b]0;title\u0007\u009b2Jtap\nfor you');
  expect(written()).toBe('a ]0;title2Jtap\nfor you\n');
});
