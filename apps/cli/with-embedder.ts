// Opens the catalogue with its encoder for commands that embed by themselves, and closes both again.
import type { Queryable } from '../../catalog/database/database.ts';
import type { Encoder } from '../../clip/encoder.ts';
import { createItemEmbedder, type ItemEmbedder } from '../items/item-embedder.ts';
import { openEncoder } from '../start/open-encoder.ts';
import { openMigrated } from '../start/open-migrated.ts';
import type { CommandContext } from './run-command.ts';

export interface Embedding {
  db: Queryable;
  encoder: Encoder;
  embedder: ItemEmbedder;
}

export async function withEmbedder<T>(
  { config, progress }: CommandContext,
  work: (open: Embedding) => Promise<T>,
): Promise<T> {
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const opened = await openEncoder({ config, db, progress, parts: ['text', 'late vision'] });
    const { encoder, notices } = opened;
    try {
      for (const notice of notices) progress.say(notice);
      return await work({ db, encoder, embedder: createItemEmbedder(encoder) });
    } finally {
      await encoder.close();
    }
  } finally {
    await database.close();
  }
}
