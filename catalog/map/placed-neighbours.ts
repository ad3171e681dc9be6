// Where the products lie that look most like one without a place.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';

export interface PlacedNeighbour {
  x: number;
  y: number;
  area: number;
  /** Cosine distance. */
  distance: number;
}

// Neighbours may be photos of one product, or new themselves: of 40 a few have a place.
const fromIndex = 40;

/** By the index of vectors, nearest first: none when all of the nearest 40 photos have no place themselves. */
export async function placedNearby(
  db: Queryable,
  model: string,
  { photoId, count }: { photoId: number; count: number },
): Promise<PlacedNeighbour[]> {
  const { rows } = await db.query<PlacedNeighbour>(
    `
    with near as materialized (
      select photo_id, embedding <=> (select embedding from ${embeddingsTable(model)} where photo_id = $2) as distance
      from ${embeddingsTable(model)}
      order by embedding <=> (select embedding from ${embeddingsTable(model)} where photo_id = $2)
      limit ${fromIndex}
    )
    select point.x, point.y, point.area, near.distance
    from near
    join map_points as point on point.photo_id = near.photo_id and point.model = $1
    where near.photo_id <> $2
    order by near.distance
    limit $3`,
    [model, photoId, count],
  );
  return rows;
}

/** The same over everything on the map, for a product like none of it. */
export async function placedAnywhere(
  db: Queryable,
  model: string,
  { photoId, count }: { photoId: number; count: number },
): Promise<PlacedNeighbour[]> {
  const { rows } = await db.query<PlacedNeighbour>(
    `
    select point.x, point.y, point.area, other.embedding <=> own.embedding as distance
    from map_points as point
    join ${embeddingsTable(model)} as other on other.photo_id = point.photo_id
    join ${embeddingsTable(model)} as own on own.photo_id = $2
    where point.model = $1 and point.photo_id <> $2
    order by (other.embedding <=> own.embedding) + 0
    limit $3`,
    [model, photoId, count],
  );
  return rows;
}
