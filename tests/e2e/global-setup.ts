// Builds the pages, gives every e2e test file the whole demo shop to copy, and keeps that shop open while they run.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type DemoShop, startDemoShop } from '../../apps/demo-shop/server.ts';
import { buildWebIfStale } from '../../apps/web/build.ts';
import { keptTemplate, makeTemplate, photosFolder, type ShopTemplate } from './shop-template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    shopTemplate: ShopTemplate;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Once, here: test files that start side by side would build into one folder.
  await buildWebIfStale();
  const kept = await keptTemplate();
  const shop = await openShop(kept);
  if (shop) {
    project.provide('shopTemplate', kept);
    return () => shop.close();
  }
  const own = await makeTemplate();
  const ownShop = await openShop(own);
  if (!ownShop) throw new Error(`The demo shop can't be opened again at ${own.shopUrl}.`);
  project.provide('shopTemplate', own);
  return async () => {
    await ownShop.close();
    await rm(own.folder, { recursive: true, force: true });
  };
}

/** Null when its port is taken: by another program, or by another run of these tests. */
async function openShop({ folder, shopUrl }: ShopTemplate): Promise<DemoShop | null> {
  const port = Number(new URL(shopUrl).port);
  try {
    return await startDemoShop({ port, cacheDir: join(folder, photosFolder) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null;
    throw error;
  }
}
