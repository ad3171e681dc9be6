// Recognises pictures that are no photo of the product ("image coming soon", a logo) by how a shop uses them.
import type { Queryable } from '../database/database.ts';
import { setPlaceholder } from './placeholders.ts';
import { type Kinship, kinshipOf } from './title-kinship.ts';

/** One look as one shop uses it. */
interface Usage {
  lookId: number;
  products: number;
  lineArt: boolean;
  titles: string[];
}

// A product has look-alikes in other shops, and a shop lists a thing twice; three strangers behind one picture is odd.
const fewestProducts = 3;
// So many strangers behind one photo, and it shows none of them.
const manyProducts = 10;
// Where titles say nothing, lettering has to be used by more before it is taken for a placeholder.
const enoughLettering = 6;

/**
 * Marks the looks that are used as placeholders. What an operator said stays as it is, and nothing is unmarked: a
 * placeholder that only two products use by now is still none of their photos.
 *
 * @returns how many were marked
 */
export async function judgePlaceholders(db: Queryable): Promise<number> {
  const found = new Map<number, string>();
  for (const usage of await suspects(db)) {
    const reason = verdictOn(usage);
    if (reason) found.set(usage.lookId, reason);
  }
  for (const [lookId, reason] of found) {
    await setPlaceholder(db, lookId, { placeholder: true, judgedBy: 'rule', reason });
  }
  return found.size;
}

function verdictOn({ products, lineArt, titles }: Usage): string | null {
  const kinship = kinshipOf(titles);
  if (!isSuspicious(products, lineArt, kinship)) return null;
  const titlesSay = kinship === 'strangers' ? ' whose titles have little in common' : '';
  return `${lineArt ? 'lettering or a logo' : 'one picture'} used for ${products} products${titlesSay}`;
}

function isSuspicious(products: number, lineArt: boolean, kinship: Kinship): boolean {
  if (kinship === 'one family') return false;
  if (kinship === 'unknown') return lineArt && products >= enoughLettering;
  return products >= (lineArt ? fewestProducts : manyProducts);
}

async function suspects(db: Queryable): Promise<Usage[]> {
  const { rows } = await db.query<Usage>(
    `
    with used as (
      select images.look_id, products.shop_id, count(distinct products.id) as products,
        array_agg(distinct products.title order by products.title) as titles
      from photos
      join images on images.sha256 = photos.image_sha256
      join products on products.id = photos.product_id
      where products.gone_at is null
        and images.look_id in (
          select twice.look_id
          from photos
          join images as twice on twice.sha256 = photos.image_sha256
          group by twice.look_id
          having count(distinct photos.product_id) >= $1
        )
      group by images.look_id, products.shop_id
      having count(distinct products.id) >= $1
    )
    select looks.id as "lookId", used.products, looks.line_art as "lineArt", used.titles[1:200] as titles
    from used
    join looks on looks.id = used.look_id
    where looks.judged_by is null
    order by looks.id`,
    [fewestProducts],
  );
  return rows;
}
