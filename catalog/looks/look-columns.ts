// The columns beside vectors that come from the image: its look, whether that is a placeholder, its colours.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable, listModels } from '../photos/models.ts';

const beside = {
  look_id: 'images.look_id',
  placeholder: 'coalesce(looks.placeholder, false)',
  colour_names: `array(
      select distinct colour ->> 'name'
      from jsonb_array_elements(coalesce(images.colours, '[]')) as colour
      order by 1
    )`,
  colour_cells: "coalesce(images.colour_cells, '{}')",
};

export const lookColumns = Object.keys(beside).join(', ');

/** What they are of a row of `images` and one of `looks`. */
export const lookValues = Object.values(beside).join(', ');

/**
 * Copies what became known of images after their vectors were stored, in every model's table. The looks are locked
 * meanwhile: one that is said to be a placeholder at the same time can't leave an old copy.
 *
 * @returns how many vectors learned it
 */
export async function copyLooks(db: Queryable): Promise<number> {
  let copied = 0;
  for (const model of await listModels(db)) {
    const { rowCount } = await db.query(`
      with looks as materialized (
        select id, placeholder
        from looks
        where id in (
          select images.look_id
          from ${embeddingsTable(model.id)} as e
          join images on images.sha256 = e.image_sha256
          where e.look_id is null
        )
        for share
      )
      update ${embeddingsTable(model.id)} as e
      set (${lookColumns}) = row (${lookValues})
      from images
      join looks on looks.id = images.look_id
      where e.look_id is null and images.sha256 = e.image_sha256`);
    copied += rowCount ?? 0;
  }
  return copied;
}
