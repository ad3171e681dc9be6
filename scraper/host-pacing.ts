// Keeps requests to one host apart in time and few at once.

export interface HostPacing {
  /**
   * Waits for this host's turn. Call the answer once the request is over.
   * @throws the signal's reason when it is aborted while waiting
   */
  takeTurn(host: string, signal: AbortSignal): Promise<() => void>;
  /** Raises the gap for one host; a smaller one than the present is ignored. */
  slowDown(host: string, delayMs: number): void;
}

interface HostState {
  running: number;
  delayMs: number;
  nextStartAt: number;
  waiting: (() => void)[];
  timer: NodeJS.Timeout | null;
}

/** @param limits `delayMs` between the starts of two requests to one host, and how many run at once */
export function createHostPacing(limits: { delayMs: number; concurrency: number }): HostPacing {
  const hosts = new Map<string, HostState>();

  function stateOf(host: string): HostState {
    const known = hosts.get(host);
    if (known) return known;
    const state = { running: 0, delayMs: limits.delayMs, nextStartAt: 0, waiting: [], timer: null };
    hosts.set(host, state);
    return state;
  }

  function startNext(state: HostState): void {
    if (state.timer !== null || state.running >= limits.concurrency || state.waiting.length === 0) return;
    const waitMs = state.nextStartAt - performance.now();
    if (waitMs > 0) {
      state.timer = setTimeout(() => {
        state.timer = null;
        startNext(state);
      }, waitMs);
      return;
    }
    state.running += 1;
    state.nextStartAt = performance.now() + state.delayMs;
    state.waiting.shift()?.();
    startNext(state);
  }

  function takeTurn(host: string, signal: AbortSignal): Promise<() => void> {
    const state = stateOf(host);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve(() => {
          state.running -= 1;
          startNext(state);
        });
      };
      const leave = () => {
        state.waiting = state.waiting.filter((other) => other !== start);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      state.waiting.push(start);
      startNext(state);
    });
  }

  function slowDown(host: string, delayMs: number): void {
    const state = stateOf(host);
    state.delayMs = Math.max(state.delayMs, delayMs);
  }

  return { takeTurn, slowDown };
}
