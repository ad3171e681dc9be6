// Asks a question whose cost grows with the catalogue no more often than its cost allows.

/**
 * @param share of the time that may go into asking; until then the last answer is given again
 * @returns the same question, for one asker after the other
 */
export function sparingly<Answer>(ask: () => Promise<Answer>, share = 0.1): () => Promise<Answer> {
  let last: { answer: Answer; freshUntil: number } | null = null;
  return async () => {
    const askedAt = performance.now();
    if (last && askedAt < last.freshUntil) return last.answer;
    const answer = await ask();
    const now = performance.now();
    last = { answer, freshUntil: now + (now - askedAt) / share };
    return answer;
  };
}
