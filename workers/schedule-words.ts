// The words an operator writes a schedule in: read strictly, and turned into when a run is due. Pure.
import { CronExpressionParser } from 'cron-parser';

/** When runs start: again and again after so long, or at the times of a cron expression. */
export type Times = { everyMs: number } | { pattern: string };

export interface ScheduleWords {
  /** As it is stored and shown: lower case, one space between words. */
  text: string;
  times: Times;
}

/** The words are no schedule; the message says why and what is understood. */
export class BadSchedule extends Error {
  override readonly name = 'BadSchedule';
}

export const understoodSchedules =
  'every week, every 3 days, every 12 hours, every day at 04:00, every monday at 04:00, or cron "0 4 * * 1"';

const hourMs = 3_600_000;
const unitMs: Readonly<Record<string, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 168 * hourMs,
  // The same number of days every time: "on the 1st" is a cron expression.
  month: 720 * hourMs,
};
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
// Beyond a year nobody remembers that there is a schedule; 2^31 ms would also be too much for a timer.
const longestDays = 366;
const longestText = 100;
/** Times looked at to find the shortest pause of a cron expression: four days of an hourly one. */
const timesChecked = 100;

/** @throws BadSchedule */
export function parseSchedule(words: string): ScheduleWords {
  const text = words.trim().toLowerCase().split(/\s+/).join(' ');
  if (text.length > longestText) throw bad(`${text.slice(0, 40)}…`, 'is too long');
  const [first = '', ...rest] = text.split(' ');
  if (first === 'cron') return parseCron(rest.join(' ').replaceAll(/["']/g, ''));
  if (first === 'every') return { text, times: parseEvery(text, rest) };
  throw bad(text, 'is no schedule');
}

/**
 * The first time after `after`.
 * @param timeZone IANA name in which a cron expression's hours are meant
 */
export function nextTime(times: Times, after: Date, timeZone: string): Date {
  if ('everyMs' in times) return new Date(after.getTime() + times.everyMs);
  return CronExpressionParser.parse(times.pattern, { currentDate: after, tz: timeZone }).next().toDate();
}

function parseEvery(text: string, words: string[]): Times {
  const [first = '', second, third, ...more] = words;
  if (more.length > 0) throw bad(text, 'is no schedule');
  if (third !== undefined || second === 'at') {
    if (second !== 'at') throw bad(text, 'is no schedule');
    const { hour, minute } = parseClock(text, third ?? '');
    const day = days.indexOf(first);
    if (first !== 'day' && day < 0) throw bad(text, 'names a time of day, which goes with a day only');
    return { pattern: `${minute} ${hour} * * ${day < 0 ? '*' : day}` };
  }
  if (days.includes(first)) throw bad(text, `says no time of day (every ${first} at 04:00)`);
  const [count, unit] = second === undefined ? ['1', first] : [first, second.replace(/s$/, '')];
  const ms = unitMs[unit];
  if (ms === undefined || !/^[1-9]\d{0,3}$/.test(count)) throw bad(text, 'is no schedule');
  const everyMs = Number(count) * ms;
  if (everyMs > longestDays * 24 * hourMs) throw bad(text, `is more than ${longestDays} days`);
  return { everyMs };
}

function parseClock(text: string, clock: string): { hour: number; minute: number } {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(clock) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw bad(text, 'has no time of day from 00:00 to 23:59');
  return { hour: Number(hour), minute: Number(minute) };
}

/** One field of a cron expression. The parser also takes seconds, `H` (a random minute) and more, which are left out. */
const cronField =
  /^(?:[\d*,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)+$/;

function parseCron(pattern: string): ScheduleWords {
  const text = `cron "${pattern}"`;
  const fields = pattern.split(' ');
  if (fields.length !== 5 || !fields.every((field) => cronField.test(field)))
    throw bad(
      text,
      'is not a cron expression of five fields: minute, hour, day of month, month, day of week',
    );
  const times = firstTimes(text, pattern);
  const pauses = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  if (Math.min(...pauses) < hourMs) throw bad(text, 'comes more often than once an hour');
  return { text, times: { pattern } };
}

function firstTimes(text: string, pattern: string): number[] {
  try {
    // In a zone without summer time, where no hour is ever skipped or comes twice.
    const parsed = CronExpressionParser.parse(pattern, { tz: 'UTC' });
    return Array.from({ length: timesChecked }, () => parsed.next().getTime());
  } catch (cause) {
    throw bad(text, `is not a cron expression (${cause instanceof Error ? cause.message : cause})`, cause);
  }
}

function bad(shown: string, why: string, cause?: unknown): BadSchedule {
  return new BadSchedule(`"${shown}" ${why}; understood are ${understoodSchedules}.`, { cause });
}
