// `lookalike score PHOTO… -c TEXT…`: how well photos and texts fit.
import { readProductVectors } from '../../../catalog/photos/product-vectors.ts';
import { type Score, scorePhotos } from '../../../clip/compose/score.ts';
import { UnusablePhoto } from '../../../clip/decode-photo.ts';
import { readInput } from '../read-content.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { printTable } from '../table.ts';
import { type Embedding, withEmbedder } from '../with-embedder.ts';

export async function score(
  context: CommandContext,
  photos: string[],
  { content: texts, json = false }: { content: string[]; json?: boolean },
): Promise<void> {
  await withEmbedder(context, async (open) => {
    const photoVectors = await Promise.all(photos.map((photo) => photoVector(photo, open, context)));
    const encoded = await open.encoder.embedTexts(texts);
    const scores = scorePhotos(photoVectors, {
      texts: encoded.map(({ vector }) => vector),
      match: open.encoder.match,
    });
    const rows = scores.flatMap((row, i) =>
      row.map((value, j) => ({ photo: photos[i] ?? '', text: texts[j] ?? '', ...value })),
    );
    if (json) for (const row of rows) context.print(JSON.stringify(row));
    else print(context, photos.length === 1 || texts.length === 1 ? best(rows) : rows);
  });
}

type Row = Score & { photo: string; text: string };

const best = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => b.cosine - a.cosine);

async function photoVector(photo: string, open: Embedding, context: CommandContext): Promise<Float32Array> {
  if (/^[1-9]\d{0,14}$/.test(photo)) return productVector(Number(photo), open);
  const [embedded] = await open.embedder.embed([await readInput(photo, context)]);
  if (!embedded) throw new Error('The encoder gave no vector for a photo.');
  if (embedded instanceof UnusablePhoto)
    throw new CommandFailed(`${photo} can't be used: ${embedded.reason}.`, { cause: embedded });
  return embedded.vector;
}

async function productVector(productId: number, { db, encoder }: Embedding): Promise<Float32Array> {
  const [found] = await readProductVectors(db, encoder.modelId, [{ productId }]);
  if (!found?.exists) throw new CommandFailed(`There is no product ${productId}.`);
  if (!found.vector) throw new CommandFailed(`The product ${productId} has no embedded photo yet.`);
  return found.vector;
}

function print({ print }: CommandContext, rows: readonly Row[]): void {
  printTable(
    print,
    [
      { title: 'cosine', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'photo' },
      { title: 'text' },
    ],
    rows.map(({ photo, text, cosine, probability }) => [
      cosine.toFixed(3),
      `${(100 * probability).toFixed(1)} %`,
      photo,
      text,
    ]),
  );
}
