// Keeps requests to one host apart in time and few at once, and learns from its answers how far and how few.
import { HostPaused } from './fetch-errors.ts';

/** What one shop's settings allow; the host's own answers only ever make it slower. */
export interface HostLimits {
  /** Least time between the starts of two requests. 0 is for one's own shops: their latency is then not looked at. */
  delayMs: number;
  /** Most requests at once. */
  concurrency: number;
}

/** What a host said to a request, as far as its pace is concerned. */
export type HostReport =
  /** `latencyMs` until the head of the answer; null for answers that cost a server little, as 404. */
  | { kind: 'answered'; latencyMs: number | null }
  /** 429, 503 or a bot wall: the whole host wants fewer requests. */
  | { kind: 'refused'; retryAfterMs: number | null }
  /** Another 5xx, a timeout, a broken connection. */
  | { kind: 'failed' };

export interface Turn {
  /** As soon as it is known; a body that fails later is reported as well. */
  report(report: HostReport): void;
  /** The request is over, its body read. Further calls do nothing. */
  finish(): void;
}

/** How a host is treated at this moment. */
export interface HostPace {
  delayMs: number;
  concurrency: number;
  /** Milliseconds until anything may be sent; 0 when it isn't paused. */
  pausedMs: number;
  /** Moving mean; null before the first answer. */
  latencyMs: number | null;
  running: number;
  waiting: number;
}

/**
 * The port that a fetcher asks before every request. `createHostPacing` keeps it within one process. An
 * implementation shared by several needs one row per host (the next start, the pause, the penalty) and the same
 * four functions; `takeTurn` is asynchronous for its sake.
 */
export interface HostPacing {
  /**
   * Waits for the turn of this address's host.
   * @throws HostPaused when the host asked for a longer pause than a request should wait; the signal's reason when
   * it is aborted while waiting
   */
  takeTurn(url: URL, limits: HostLimits, signal: AbortSignal): Promise<Turn>;
  /** Sets the least delay that this address's host asks for (Crawl-delay); 0 when it asks for none. */
  slowDown(url: URL, delayMs: number): void;
  paceOf(url: URL, limits: HostLimits): HostPace;
}

export interface HostPacingOptions {
  /** A longer pause is left to the caller as `HostPaused`, so that it need not hold a worker; default 30 s. */
  longestWaitMs?: number;
  /** What the first trouble adds to the delay at least; default 250. */
  firstPenaltyMs?: number;
}

interface Waiting {
  limits: HostLimits;
  start: () => void;
  leave: (reason: unknown) => void;
}

interface HostState {
  running: number;
  lastStartAt: number;
  pausedUntil: number;
  /** From Crawl-delay. */
  askedDelayMs: number;
  latencyMs: number | null;
  /** Added by trouble, taken back by successes. */
  penaltyMs: number;
  /** Most at once since the last trouble. */
  concurrency: number;
  failuresInARow: number;
  successes: number;
  lastTroubleAt: number;
  waiting: Waiting[];
  timer: NodeJS.Timeout | null;
}

const longestDelayMs = 60_000;
/** Nobody means a longer pause; the next day's run asks again. */
const longestPauseMs = 24 * 60 * 60_000;
/** One page that always fails says nothing about the host; three different ones in a row do. */
const failuresThatCount = 3;
/** A penalty is halved by seven answers, and a lost connection won back by ten. */
const penaltyKept = 0.9;
const successesPerConnection = 10;
/** Below this a penalty is over. */
const leastPenaltyMs = 20;
const latencyWeight = 0.3;
/** Photos lie on few hosts; more than these come from redirects that make names up. */
const mostHosts = 1000;

export function createHostPacing(options: HostPacingOptions = {}): HostPacing {
  const { longestWaitMs = 30_000, firstPenaltyMs = 250 } = options;
  const hosts = new Map<string, HostState>();

  function stateOf(url: URL): HostState {
    const host = hostOf(url);
    const known = hosts.get(host);
    if (known) return known;
    if (hosts.size >= mostHosts) forgetIdle(hosts);
    const state = newState();
    hosts.set(host, state);
    return state;
  }

  function startNext(state: HostState, url: URL): void {
    const [next] = state.waiting;
    if (next === undefined || state.timer !== null) return;
    const pausedMs = state.pausedUntil - performance.now();
    if (pausedMs > longestWaitMs) {
      for (const { leave } of state.waiting.splice(0)) leave(pausedError(url, pausedMs));
      return;
    }
    if (state.running >= concurrencyOf(state, next.limits)) return;
    const waitMs = Math.max(pausedMs, state.lastStartAt + delayOf(state, next.limits) - performance.now());
    if (waitMs > 0) {
      state.timer = setTimeout(() => {
        state.timer = null;
        startNext(state, url);
      }, waitMs);
      return;
    }
    state.waiting.shift();
    state.running += 1;
    state.lastStartAt = performance.now();
    next.start();
    startNext(state, url);
  }

  function takeTurn(url: URL, limits: HostLimits, signal: AbortSignal): Promise<Turn> {
    const state = stateOf(url);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leaveByItself = () => {
        state.waiting = state.waiting.filter((other) => other !== waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        limits,
        start() {
          signal.removeEventListener('abort', leaveByItself);
          resolve(turnOf(state, limits, url));
        },
        leave(reason) {
          signal.removeEventListener('abort', leaveByItself);
          reject(reason);
        },
      };
      signal.addEventListener('abort', leaveByItself, { once: true });
      state.waiting.push(waiting);
      startNext(state, url);
    });
  }

  function turnOf(state: HostState, limits: HostLimits, url: URL): Turn {
    const startedAt = performance.now();
    let over = false;

    function punish(retryAfterMs: number | null): void {
      const now = performance.now();
      // What was in flight when the host complained complains too; that is one trouble, not several.
      if (startedAt >= state.lastTroubleAt) {
        const doubled = Math.max(2 * delayOf(state, limits), firstPenaltyMs);
        state.penaltyMs = Math.min(doubled, longestDelayMs);
        state.concurrency = Math.max(1, Math.floor(concurrencyOf(state, limits) / 2));
        state.lastTroubleAt = now;
        state.successes = 0;
      }
      const pauseMs = Math.min(Math.max(retryAfterMs ?? 0, state.penaltyMs), longestPauseMs);
      state.pausedUntil = Math.max(state.pausedUntil, now + pauseMs);
      // Those who wait may have been told a time that holds no longer.
      if (state.timer !== null) clearTimeout(state.timer);
      state.timer = null;
      startNext(state, url);
    }

    return {
      report(report) {
        if (report.kind === 'answered') reward(state, limits, startedAt, report.latencyMs);
        else if (report.kind === 'refused') punish(report.retryAfterMs);
        else {
          state.failuresInARow += 1;
          if (state.failuresInARow >= failuresThatCount) punish(null);
        }
      },
      finish() {
        if (over) return;
        over = true;
        state.running -= 1;
        startNext(state, url);
      },
    };
  }

  return {
    takeTurn,
    slowDown(url, delayMs) {
      const state = stateOf(url);
      state.askedDelayMs = delayMs;
    },
    paceOf(url, limits) {
      const state = hosts.get(hostOf(url)) ?? newState();
      return {
        delayMs: delayOf(state, limits),
        concurrency: concurrencyOf(state, limits),
        pausedMs: Math.max(0, state.pausedUntil - performance.now()),
        latencyMs: state.latencyMs,
        running: state.running,
        waiting: state.waiting.length,
      };
    },
  };
}

function newState(): HostState {
  return {
    running: 0,
    lastStartAt: Number.NEGATIVE_INFINITY,
    pausedUntil: Number.NEGATIVE_INFINITY,
    askedDelayMs: 0,
    latencyMs: null,
    penaltyMs: 0,
    concurrency: Number.POSITIVE_INFINITY,
    failuresInARow: 0,
    successes: 0,
    lastTroubleAt: Number.NEGATIVE_INFINITY,
    waiting: [],
    timer: null,
  };
}

function reward(state: HostState, limits: HostLimits, startedAt: number, latencyMs: number | null): void {
  state.failuresInARow = 0;
  if (latencyMs !== null) {
    state.latencyMs =
      state.latencyMs === null ? latencyMs : state.latencyMs + latencyWeight * (latencyMs - state.latencyMs);
  }
  if (startedAt < state.lastTroubleAt) return;
  state.penaltyMs *= penaltyKept;
  if (state.penaltyMs < leastPenaltyMs) state.penaltyMs = 0;
  state.successes += 1;
  if (state.successes % successesPerConnection === 0 && state.concurrency < limits.concurrency) {
    state.concurrency += 1;
  }
}

/** As Scrapy's AutoThrottle: towards latency / concurrency, so that a slow server has no more than that many at work. */
function delayOf(state: HostState, limits: HostLimits): number {
  const byLatency = limits.delayMs > 0 ? (state.latencyMs ?? 0) / concurrencyOf(state, limits) : 0;
  return Math.max(
    limits.delayMs,
    state.askedDelayMs,
    Math.max(state.penaltyMs, Math.min(byLatency, longestDelayMs)),
  );
}

function concurrencyOf(state: HostState, limits: HostLimits): number {
  return Math.min(state.concurrency, limits.concurrency);
}

/** `www.` and a final dot aside: they are the same machines as a rule. */
function hostOf(url: URL): string {
  return url.host.replace(/^www\./, '').replace(/\.(?=$|:)/, '');
}

function pausedError(url: URL, pausedMs: number): HostPaused {
  const message = `${url.host} asked not to be sent anything for another ${Math.ceil(pausedMs / 1000)} s.`;
  return new HostPaused(message, url.href, { reason: 'host paused', retryAfterMs: pausedMs });
}

/** The half that was met longest ago, of those that nothing has to be remembered of. */
function forgetIdle(hosts: Map<string, HostState>): void {
  const idle = [...hosts]
    .filter(([, { running, waiting }]) => running === 0 && waiting.length === 0)
    .filter(([, { pausedUntil, penaltyMs }]) => pausedUntil < performance.now() && penaltyMs === 0)
    .toSorted(([, a], [, b]) => a.lastStartAt - b.lastStartAt);
  for (const [host] of idle.slice(0, mostHosts / 2)) hosts.delete(host);
}
