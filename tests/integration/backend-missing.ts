// Stands for all integration tests of a backend whose servers aren't there.
import { test } from 'vitest';

const { CI, LOOKALIKE_TEST_BACKEND: backend, LOOKALIKE_TEST_MISSING: missing } = process.env;
const subject = backend === 'native-redis' ? 'native Postgres with Redis' : 'native Postgres';

if (CI === 'true') {
  test(subject, () => {
    throw new Error(`${missing} is not set, and with CI=true every backend must be tested; run .ci/run.`);
  });
} else {
  test.skip(`${subject}: skipped, ${missing} is not set`, () => {});
}
