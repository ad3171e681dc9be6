// `lookalike placeholders`: pictures that are no photos of products, and saying that one is or isn't.
import type { Queryable } from '../../../catalog/database/database.ts';
import {
  findLookOfImage,
  findLookOfProduct,
  listPlaceholders,
  type Placeholder,
  setPlaceholder,
} from '../../../catalog/looks/placeholders.ts';
import { timeText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';

export async function placeholdersList(
  { config, progress, print }: CommandContext,
  options: { limit: number; json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const found = await listPlaceholders(database.pool, { limit: options.limit });
    if (options.json) return print(JSON.stringify(found));
    if (found.length === 0) return progress.say('No picture is known to be a placeholder.');
    const titles = ['image', 'is', 'says', 'when', 'why', 'such as'];
    printTable(
      print,
      [{ title: 'products', align: 'right' }, ...titles.map((title) => ({ title }))],
      found.map(rowOf),
    );
  } finally {
    await database.close();
  }
}

/** @param reference an image's sha256 or at least 10 digits of it, or a product's id: then its first photo */
export const judge =
  (placeholder: boolean) =>
  async (
    { config, print }: CommandContext,
    reference: string,
    options: { json?: boolean },
  ): Promise<void> => {
    const database = await openMigrated(config);
    try {
      const lookId = await findLook(database.pool, reference);
      await setPlaceholder(database.pool, lookId, { placeholder, judgedBy: 'operator', reason: null });
      const [judged] = await listPlaceholders(database.pool, { lookId });
      if (!judged) throw new CommandFailed('The picture is gone meanwhile.');
      print(options.json ? JSON.stringify(judged) : sentenceOn(judged));
    } finally {
      await database.close();
    }
  };

async function findLook(db: Queryable, reference: string): Promise<number> {
  const isImage = /^[0-9a-f]{10,64}$/i.test(reference);
  if (!isImage && !/^[1-9]\d{0,8}$/.test(reference))
    throw new CommandFailed(
      `"${reference}" is neither a product's id nor 10 or more digits of an image's sha256.`,
    );
  const found = isImage
    ? await findLookOfImage(db, reference.toLowerCase())
    : await findLookOfProduct(db, Number(reference));
  if (found !== null) return found;
  throw new CommandFailed(
    isImage
      ? `No image, or more than one, has a sha256 that begins with ${reference}.`
      : `There is no product ${reference} with a photo that has been fetched.`,
  );
}

const rowOf = (found: Placeholder): string[] => [
  String(found.products),
  found.sha256.slice(0, 12),
  found.placeholder ? 'placeholder' : 'photo',
  found.judgedBy,
  timeText(found.judgedAt),
  found.reason ?? '',
  found.titles.join(' · '),
];

function sentenceOn({ sha256, placeholder, products }: Placeholder): string {
  const who = products === 1 ? 'the one product that uses it' : `${products} products that use it`;
  const what = placeholder
    ? 'is a placeholder: it is left out of the ranking for'
    : 'is a photo: it is ranked for';
  return `${sha256.slice(0, 12)} ${what} ${who}.`;
}
