// Answers that were asked for before the page's own code was there, kept until the page asks the same.
import { apiUrl } from '../frame/base-path.ts';

const answers = new Map<string, Promise<Response>>();

// By then the page has asked what it would; an answer of then would be an old one.
const keptMs = 10_000;

/**
 * Asks now what the page will ask, too.
 *
 * @param path a route of the API, as `requestJson` takes it
 * @returns a copy of the answer, for whoever wants to read it sooner; rejects where there is none
 */
export async function askEarly(path: string): Promise<Response> {
  const answer = fetch(apiUrl(path), { headers: { accept: 'application/json' } });
  answers.set(path, answer);
  setTimeout(() => answers.delete(path), keptMs);
  return (await answer).clone();
}

/** The answer that was asked for early, once; null where none was, or none came. */
export async function takeEarly(path: string): Promise<Response | null> {
  const answer = answers.get(path);
  answers.delete(path);
  try {
    return (await answer) ?? null;
  } catch {
    return null; // the page asks for itself, and says so if that fails, too
  }
}
