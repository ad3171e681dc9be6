// Waits for Ctrl-C or SIGTERM.
import { once } from 'node:events';

export async function untilStopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
