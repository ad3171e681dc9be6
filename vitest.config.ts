// The test projects: the same integration tests run on every database and queue that is there.
import { defineConfig } from 'vitest/config';
import { SkippedReporter } from './tests/skipped-reporter.ts';

const integration = ['tests/integration/**/*.test.ts'];

// Without a database, or about the embedded one itself: once is enough.
const onlyOnce = ['tests/integration/{scraper,clip,demo-shop}/**', 'tests/integration/*/embedded/**'];

// What never meets the queue would only run the same again.
const withoutQueue = ['tests/integration/catalog/**'];

const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;

/** Integration tests on one database and queue, or one test that says why they can't run. */
function onBackend(name: string, missing: string[]) {
  return {
    extends: true as const,
    test: {
      name,
      env: { LOOKALIKE_TEST_BACKEND: name, LOOKALIKE_TEST_MISSING: missing.join(' and ') },
      globalSetup: missing.length > 0 ? [] : ['tests/integration/global-setup.ts'],
      include: missing.length > 0 ? ['tests/integration/backend-missing.ts'] : integration,
      exclude: [...(name === 'embedded' ? [] : onlyOnce), ...(name === 'native-redis' ? withoutQueue : [])],
    },
  };
}

function inFolder(name: string, setup: string) {
  return {
    extends: true as const,
    test: {
      name,
      env: { LOOKALIKE_TEST_BACKEND: 'embedded' },
      globalSetup: [setup],
      include: [`tests/${name}/**/*.test.ts`],
    },
  };
}

const noDatabase = TEST_DATABASE_URL ? [] : ['TEST_DATABASE_URL'];
const noRedis = TEST_REDIS_URL ? [] : ['TEST_REDIS_URL'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', new SkippedReporter()],
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      onBackend('embedded', []),
      onBackend('native', noDatabase),
      onBackend('native-redis', [...noDatabase, ...noRedis]),
      inFolder('e2e', 'tests/e2e/global-setup.ts'),
      inFolder('quality', 'tests/integration/global-setup.ts'),
    ],
  },
});
