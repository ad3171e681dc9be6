// Looks: gives each image the look of the pictures that are the same to the eye, or one of its own.
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { bandsNear, bandsOf, mostHashBits } from './look-bands.ts';
import { pictureDifference } from './picture-difference.ts';

/** What is known of how an image looks. */
export interface ImagePicture {
  /** 64 characters 0 or 1. */
  hash: string;
  /** 32x32 RGB. */
  print: Buffer;
  /** A blur of it; see thumbhash. */
  thumbHash: Buffer;
  /** Thin strokes on a plain ground. */
  isLineArt: boolean;
  /** Without the background, most of it first. */
  colours: readonly { hex: string; share: number; name: string }[];
  colourCells: readonly number[];
}

// Of pictures as alike as 30 others by hash the nearest ones are compared; each costs half a millisecond.
const mostCompared = 30;

/**
 * Stores what an image looks like and which look it belongs to: that of the nearest leader which is the same picture,
 * else a new one, whose leader it is. An image that has a look keeps it. One at a time, whoever asks, so that the
 * same picture never founds two.
 *
 * @param picture null when nothing can be known of it: it is like no other
 */
export async function storeLook(db: Queryable, sha256: string, picture: ImagePicture | null): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('looks'))");
    const { rows } = await client.query<{ known: boolean }>(
      'select look_id is not null as known from images where sha256 = $1',
      [sha256],
    );
    if (rows[0]?.known !== false) return;
    const lookId = (picture && (await findLook(client, picture))) ?? (await foundLook(client, picture));
    await describeImage(client, { sha256, lookId, picture });
  });
}

async function findLook(client: pg.PoolClient, picture: ImagePicture): Promise<number | null> {
  // Overlap with 548 numbers looks unselective to the planner, which would compare them with every row instead.
  await client.query('set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0');
  const { rows } = await client.query<{ id: number; print: Buffer }>(
    `
    select id, print
    from looks
    where bands && $2::integer[] and bit_count(hash # $1::bit(64)) <= $3
    order by bit_count(hash # $1::bit(64)), id
    limit $4`,
    [picture.hash, bandsNear(picture.hash), mostHashBits, mostCompared],
  );
  const same = rows
    .map(({ id, print }) => ({ id, ...pictureDifference(print, picture.print) }))
    .filter(({ levels, allowed }) => levels <= allowed);
  const nearest = same.toSorted((one, other) => one.levels - other.levels || one.id - other.id);
  return nearest[0]?.id ?? null;
}

async function foundLook(client: pg.PoolClient, picture: ImagePicture | null): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `
    insert into looks (hash, print, bands, line_art)
    values ($1::bit(64), $2, $3::integer[], $4)
    returning id`,
    [
      picture?.hash ?? null,
      picture?.print ?? null,
      picture ? bandsOf(picture.hash) : [],
      picture?.isLineArt ?? false,
    ],
  );
  if (!rows[0]) throw new Error('The database gave no id for a new look.');
  return rows[0].id;
}

async function describeImage(
  client: pg.PoolClient,
  { sha256, lookId, picture }: { sha256: string; lookId: number; picture: ImagePicture | null },
): Promise<void> {
  await client.query(
    `
    update images
    set look_id = $2, colours = $3::jsonb, colour_cells = $4::smallint[], thumb_hash = $5
    where sha256 = $1`,
    [
      sha256,
      lookId,
      picture && JSON.stringify(picture.colours),
      picture?.colourCells ?? [],
      picture?.thumbHash ?? Buffer.alloc(0),
    ],
  );
}
