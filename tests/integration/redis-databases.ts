// Gives each run of the tests Redis databases of its own: two runs in one would take each other's jobs.
import { Redis } from 'ioredis';

/** Redis has 16 of them unless told otherwise; the claims are kept in the first. */
const claimable = Array.from({ length: 15 }, (_, index) => index + 1);
// Longer than any run takes; one that was killed releases nothing.
const longestRunSeconds = 3_600;

/** @throws Error when fewer than `count` are left */
export async function claimRedisDatabases(
  serverUrl: string,
  count: number,
): Promise<{ urls: string[]; release(): Promise<void> }> {
  const redis = new Redis(serverUrl);
  const claimed: number[] = [];
  for (const number of claimable) {
    if (claimed.length === count) break;
    if (await redis.set(claimKey(number), process.pid, 'EX', longestRunSeconds, 'NX')) claimed.push(number);
  }
  const release = async () => {
    if (claimed.length > 0) await redis.del(...claimed.map(claimKey));
    redis.disconnect();
  };
  if (claimed.length < count) {
    await release();
    throw new Error(`Only ${claimed.length} of ${count} Redis databases are free; other runs hold the rest.`);
  }
  const urls = claimed.map((number) => {
    const url = new URL(serverUrl);
    url.pathname = `/${number}`;
    return url.href;
  });
  return { urls, release };
}

const claimKey = (number: number) => `lookalike-tests:database:${number}`;
