// Installs the packages when node_modules is missing or older than the lock file. Runs before `npm start` and
// `npm test` on the system's own Node, before anything is installed: so plain JavaScript, and nothing imported.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const lockFile = join(root, 'package-lock.json');
// npm writes this file last, so one cut off halfway leaves none and is done again.
const installedMark = join(root, 'node_modules', '.package-lock.json');
const runtime = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Lookalike needs Node 20.19 or newer to install; this is ${process.versions.node}.`);
  process.exit(1);
}

const fresh =
  existsSync(installedMark) &&
  existsSync(runtime) &&
  statSync(installedMark).mtimeMs >= statSync(lockFile).mtimeMs;

if (!fresh) {
  console.log('Installing packages (once, about a minute) …');
  // The engine warnings of development tools are about the system's Node, not the pinned one they run on.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // For npm releases that know no allowScripts: see .npmrc.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (npm.status !== 0) {
    console.error(
      "The packages could not be installed: see npm's message above, then run the command again.",
    );
    process.exit(npm.status ?? 1);
  }
  const now = new Date();
  utimesSync(installedMark, now, now);
}
