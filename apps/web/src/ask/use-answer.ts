// One question and its answer, as it comes in.
import { useEffect, useState } from 'react';
import type { AskEnd, AskProducts, AskUnderstood } from '../../../api/ask-schemas.ts';
import { ApiProblem } from '../api/api.ts';
import { readEvents } from '../api/read-events.ts';
import { askStrings } from '../strings/ask/strings.ts';

export interface Answer {
  state: 'idle' | 'asking' | 'done' | 'failed';
  understood: AskUnderstood['understood'] | null;
  products: AskProducts['products'];
  text: string;
  end: AskEnd | null;
  /** Fit for showing. */
  failure: string | null;
}

const nothingYet: Answer = {
  state: 'idle',
  understood: null,
  products: [],
  text: '',
  end: null,
  failure: null,
};

/** @param question empty asks nothing @param turn another number asks the same again */
export function useAnswer(question: string, turn: number): { answer: Answer; stop: () => void } {
  const [answer, setAnswer] = useState(nothingYet);
  const [leaving, setLeaving] = useState<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks the same question again
  useEffect(() => {
    if (question === '') {
      setAnswer(nothingYet);
      return;
    }
    const controller = new AbortController();
    setLeaving(controller);
    setAnswer({ ...nothingYet, state: 'asking' });
    const change = (more: (before: Answer) => Partial<Answer>) => {
      if (!controller.signal.aborted) setAnswer((before) => ({ ...before, ...more(before) }));
    };
    void listen(question, controller.signal, change);
    return () => controller.abort();
  }, [question, turn]);
  const stop = () => {
    leaving?.abort();
    setAnswer((before) => (before.state === 'asking' ? { ...before, state: 'done' } : before));
  };
  return { answer, stop };
}

async function listen(
  question: string,
  signal: AbortSignal,
  change: (more: (before: Answer) => Partial<Answer>) => void,
): Promise<void> {
  try {
    for await (const { event, data } of readEvents('/api/ask', { body: { question }, signal })) {
      // The shapes are the API's promise, tested on its side.
      if (event === 'understood') change(() => ({ understood: (data as AskUnderstood).understood }));
      if (event === 'products') change(() => ({ products: (data as AskProducts).products }));
      if (event === 'text') change(({ text }) => ({ text: text + (data as { text: string }).text }));
      if (event === 'end') change(() => ({ state: 'done', end: data as AskEnd }));
      if (event === 'problem') change(() => ({ state: 'failed', failure: askStrings.brokeOff }));
    }
    change(({ state }) => (state === 'asking' ? { state: 'failed', failure: askStrings.brokeOff } : {}));
  } catch (error) {
    if (signal.aborted) return;
    const failure = error instanceof ApiProblem ? error.message : askStrings.brokeOff;
    change(() => ({ state: 'failed', failure }));
  }
}
