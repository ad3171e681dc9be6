// A data directory with the whole demo shop scraped, embedded and calibrated, kept while what it is made of is unchanged.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { loadConfig } from '../../apps/config.ts';
import { demoShopName } from '../../apps/start/demo.ts';
import { startAll } from '../../apps/start/start.ts';
import { listShops } from '../../catalog/crawls/shops.ts';
import { calibrate } from '../../workers/calibrate.ts';
import { silence } from './silence.ts';

export interface ShopTemplate {
  /** A DATA_DIR to copy. */
  folder: string;
  /** Every address in it is of a demo shop at this one. */
  shopUrl: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'node_modules/.cache/lookalike-tests');
/**
 * What decides what the shop sells, what is read of it and which columns there are. Not all that stores it: a line
 * changed in catalog/ would cost every developer a minute, and a fresh checkout, such as CI's, keeps nothing anyway.
 */
const makers = ['scraper', 'clip', 'apps/demo-shop', 'migrations'];
export const photosFolder = 'demo-photos';
const addressFile = 'demo-shop-address';
const unusedForMs = 3_600_000;

/** The one that was kept, or a new one, which takes about as long as a first `npm start`. */
export async function keptTemplate(): Promise<ShopTemplate> {
  const folder = join(cache, `shop-${await hashOfMakers()}`);
  if (!existsSync(folder)) {
    const { folder: draft } = await makeTemplate();
    // Another run may have been first; its template is as good.
    await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  }
  const now = new Date();
  await utimes(folder, now, now);
  await removeUnused();
  return { folder, shopUrl: await readFile(join(folder, addressFile), 'utf8') };
}

/** A new one on a free port; whoever asked for it removes it. */
export async function makeTemplate(): Promise<ShopTemplate> {
  // The demo shop names each by a hash of what it shows: any template's are as good, and drawing them takes half the time.
  await mkdir(join(cache, photosFolder), { recursive: true });
  const folder = await mkdtemp(join(cache, 'shop-draft-'));
  await symlink(join('..', photosFolder), join(folder, photosFolder));
  const config = loadConfig({ PORT: '0', DATA_DIR: folder, MODEL: 'starter', LOG_LEVEL: 'silent' });
  const started = await startAll({ config, progress: silence, logger: pino({ level: 'silent' }) });
  try {
    await started.ready;
    const { database, encoder } = started.parts;
    await calibrate({ db: database.pool, encoder });
    const demo = (await listShops(database.pool)).find(({ name }) => name === demoShopName);
    if (!demo) throw new Error('The demo shop is not among the shops that were scraped.');
    await writeFile(join(folder, addressFile), demo.baseUrl);
    return { folder, shopUrl: demo.baseUrl };
  } finally {
    await started.close();
  }
}

/** This checkout's own: two that run at once would want the same port for their shops. */
async function hashOfMakers(): Promise<string> {
  const hash = createHash('sha256').update(root);
  const files: string[] = [];
  for (const maker of makers) {
    const entries = await readdir(join(root, maker), { recursive: true, withFileTypes: true });
    files.push(
      ...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    );
  }
  for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/** A change of the sources makes another, and each takes 70 MB. */
async function removeUnused(): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('shop-')) continue;
    const folder = join(cache, name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Number.NaN })); // another run took it away
    if (mtimeMs < Date.now() - unusedForMs) await rm(folder, { recursive: true, force: true });
  }
}
