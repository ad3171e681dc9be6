// A moment as "3 minutes ago", with the clock time for whoever points at it.
import { clockTime, relativeTime } from './times.ts';

export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={clockTime(at)}>
      {relativeTime(at)}
    </time>
  );
}
