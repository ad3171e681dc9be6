// Looks: gives each image the look of the pictures that are the same to the eye, or one of its own.
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { bandsNear, bandsOf, hashDifference, mostHashBits } from './look-bands.ts';
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

export interface PicturedImage {
  /** Of a stored image. */
  sha256: string;
  /** Null when nothing can be known of it: it is like no other. */
  picture: ImagePicture | null;
}

// Of pictures as alike as 30 others by hash the nearest ones are compared; each costs half a millisecond.
const mostCompared = 30;

/** One that is founded here has its id once it is stored. */
interface Look {
  id: number | null;
  leader: Pick<ImagePicture, 'hash' | 'print' | 'isLineArt'> | null;
}

/**
 * Stores what images look like and which look each belongs to: that of the nearest leader which is the same picture,
 * else a new one, whose leader it is. An image that has a look keeps it. One call at a time, whoever asks, so that the
 * same picture never founds two: each call takes six or seven statements' time, for one image or for eight.
 */
export async function storeLooks(db: Queryable, images: readonly PicturedImage[]): Promise<void> {
  const findLooks = async (client: pg.PoolClient) => {
    const unknown = await withoutLook(client, images);
    if (unknown.length === 0) return;
    const near = await findNear(client, unknown);
    const founded: Look[] = [];
    const chosen: Chosen[] = [];
    for (const [i, { sha256, picture }] of unknown.entries()) {
      let look = picture && sameLook(picture, [...(near.get(i) ?? []), ...founded]);
      if (!look) {
        look = { id: null, leader: picture };
        founded.push(look);
      }
      chosen.push({ sha256, picture, look });
      await setImmediate(); // thirty comparisons take 15 ms
    }
    await foundLooks(client, founded);
    await describeImages(client, chosen);
  };
  // Overlap with 548 numbers looks unselective to the planner, which would compare them with every row instead.
  const first = `
    set local enable_seqscan = off;
    set local max_parallel_workers_per_gather = 0;
    select pg_advisory_xact_lock(hashtext('looks'))`;
  await inTransaction(db, findLooks, { first });
}

interface Chosen extends PicturedImage {
  look: Look;
}

/** Those that are stored and have no look yet, each once. */
async function withoutLook(
  client: pg.PoolClient,
  images: readonly PicturedImage[],
): Promise<PicturedImage[]> {
  const { rows } = await client.query<{ sha256: string }>(
    'select sha256 from images where sha256 = any($1::text[]) and look_id is null',
    [images.map(({ sha256 }) => sha256)],
  );
  const byDigest = new Map(images.map((image) => [image.sha256, image]));
  return rows.flatMap(({ sha256 }) => byDigest.get(sha256) ?? []);
}

/** The leaders that are nearest to each image by hash, by the image's place in the list. */
async function findNear(
  client: pg.PoolClient,
  images: readonly PicturedImage[],
): Promise<Map<number, Look[]>> {
  const pictured = images.flatMap(({ picture }, i) => (picture ? [{ i, hash: picture.hash }] : []));
  const { rows } = await client.query<{ image: number; id: number; hash: string; print: Buffer }>(
    `
    select input.image, near.id, near.hash::text as hash, near.print
    from unnest($1::integer[], $2::text[], $3::text[]) as input (image, hash, bands)
    cross join lateral (
      select id, hash, print
      from looks
      where bands && input.bands::integer[] and bit_count(hash # input.hash::bit(64)) <= $4
      order by bit_count(hash # input.hash::bit(64)), id
      limit $5
    ) as near`,
    [
      pictured.map(({ i }) => i),
      pictured.map(({ hash }) => hash),
      pictured.map(({ hash }) => arrayText(bandsNear(hash))),
      mostHashBits,
      mostCompared,
    ],
  );
  const near = new Map<number, Look[]>();
  for (const { image, id, hash, print } of rows) {
    const leaders = near.get(image) ?? [];
    leaders.push({ id, leader: { hash, print, isLineArt: false } });
    near.set(image, leaders);
  }
  return near;
}

function sameLook(picture: ImagePicture, looks: readonly Look[]): Look | null {
  const near = looks
    .flatMap((look) => {
      const bits = look.leader ? hashDifference(look.leader.hash, picture.hash) : Number.POSITIVE_INFINITY;
      return look.leader && bits <= mostHashBits ? [{ look, bits, print: look.leader.print }] : [];
    })
    .toSorted((one, other) => one.bits - other.bits)
    .slice(0, mostCompared);
  const same = near
    .map(({ look, print }) => ({ look, ...pictureDifference(print, picture.print) }))
    .filter(({ levels, allowed }) => levels <= allowed);
  return same.toSorted((one, other) => one.levels - other.levels)[0]?.look ?? null;
}

async function foundLooks(client: pg.PoolClient, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return;
  const leaders = looks.map(({ leader }) => leader);
  // Rows are numbered and returned in the order in which they are inserted.
  const { rows } = await client.query<{ id: number }>(
    `
    insert into looks (hash, print, bands, line_art)
    select hash::bit(64), print, bands::integer[], line_art
    from unnest($1::text[], $2::bytea[], $3::text[], $4::boolean[])
      with ordinality as input (hash, print, bands, line_art, position)
    order by position
    returning id`,
    [
      leaders.map((leader) => leader?.hash ?? null),
      leaders.map((leader) => leader?.print ?? null),
      leaders.map((leader) => arrayText(leader ? bandsOf(leader.hash) : [])),
      leaders.map((leader) => leader?.isLineArt ?? false),
    ],
  );
  for (const [i, look] of looks.entries()) look.id = rows[i]?.id ?? null;
}

async function describeImages(client: pg.PoolClient, images: readonly Chosen[]): Promise<void> {
  await client.query(
    `
    update images
    set look_id = input.look_id, colours = input.colours::jsonb, colour_cells = input.cells::smallint[],
      thumb_hash = input.thumb_hash
    from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bytea[])
      as input (sha256, look_id, colours, cells, thumb_hash)
    where images.sha256 = input.sha256`,
    [
      images.map(({ sha256 }) => sha256),
      images.map(({ look }) => look.id),
      images.map(({ picture }) => picture && JSON.stringify(picture.colours)),
      images.map(({ picture }) => arrayText(picture?.colourCells ?? [])),
      images.map(({ picture }) => picture?.thumbHash ?? Buffer.alloc(0)),
    ],
  );
}

/** As Postgres writes an array: unnest would flatten an array of arrays. */
const arrayText = (numbers: readonly number[]) => `{${numbers.join(',')}}`;
