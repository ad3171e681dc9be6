// Finds the optional test data that lies beside a checkout; tests that want it are skipped by name where it is absent.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file or folder under ../shared, or null when this machine has none. */
export function findShared(name: string): string | null {
  const found = fileURLToPath(new URL(`../../../../shared/${name}`, import.meta.url));
  return existsSync(found) ? found : null;
}
