// What is shown of a map: its points under filters, and its clusters with what is in them now.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { embeddingsTable } from '../photos/models.ts';
import { type Filters, filterConditions } from '../products/filters.ts';
import { withPriceBasis } from '../products/price-basis.ts';
import { firstImage, imagePath } from '../products/product-rows.ts';

export interface ShownPoint {
  productId: number;
  x: number;
  y: number;
  area: number;
  /** The photo's largest colour, as `#rrggbb`; null when it isn't known yet. */
  colour: string | null;
}

/** In order of their ids. Products that are gone or have no photo any more are not among them. */
export async function readPoints(
  db: Queryable,
  model: string,
  filters: Filters,
): Promise<{ points: ShownPoint[]; notices: string[] }> {
  const { filters: compared, notices } = await withPriceBasis(db, filters, { comparesPrices: false });
  const parameters = new Parameters();
  const { rows } = await db.query<ShownPoint>(
    `
    select point.product_id as "productId", point.x, point.y, point.area, images.colours -> 0 ->> 'hex' as colour
    from map_points as point
    join ${embeddingsTable(model)} as e on e.photo_id = point.photo_id and e.image_sha256 = point.image_sha256
    left join images on images.sha256 = point.image_sha256
    ${whereAll([
      `point.model = ${parameters.add(model)}`,
      ...filterConditions(compared, { table: 'e', of: 'vectors', parameters }),
    ])}
    order by point.product_id`,
    parameters.values,
  );
  return { points: rows, notices };
}

export interface ShownCluster {
  level: 'region' | 'area';
  number: number;
  region: number | null;
  x: number;
  y: number;
  name: string | null;
  /** Products in it now. */
  size: number;
  /** The product in its middle; null when it is gone. */
  productId: number | null;
  image: string | null;
}

/** Regions first, larger ones first. */
export async function readClusters(db: Queryable, model: string): Promise<ShownCluster[]> {
  const { rows } = await db.query<Omit<ShownCluster, 'image'> & { imageSha256: string | null }>(
    `
    with sizes as (
      select point.area, count(*) as size
      from map_points as point
      join ${embeddingsTable(model)} as e
        on e.photo_id = point.photo_id and e.image_sha256 = point.image_sha256 and not e.gone and not e.placeholder
      where point.model = $1
      group by point.area
    ),
    sized as (
      select cluster.*, (
        select coalesce(sum(sizes.size), 0)::int
        from sizes
        join map_clusters as area on area.model = $1 and area.level = 'area' and area.number = sizes.area
        where (cluster.level = 'area' and area.number = cluster.number)
          or (cluster.level = 'region' and area.region = cluster.number)
      ) as size
      from map_clusters as cluster
      where cluster.model = $1
    )
    select level, number, region, x, y, name, size, products.id as "productId", ${firstImage}
    from sized
    left join products on products.id = sized.product_id and products.gone_at is null
    order by level desc, size desc, number`,
    [model],
  );
  return rows.map(({ imageSha256, ...row }) => ({ ...row, image: imagePath(imageSha256) }));
}

/** The words that clusters are named from. */
export interface ProductWords {
  id: number;
  title: string;
  brand: string | null;
  category: string[];
}

export async function readWords(db: Queryable, productIds: readonly number[]): Promise<ProductWords[]> {
  const { rows } = await db.query<ProductWords>(
    'select id, title, brand, category from products where id = any($1::bigint[])',
    [productIds],
  );
  return rows;
}

/** `lookalike map --export`: every point with its names. */
export interface ExportedPoint {
  id: number;
  x: number;
  y: number;
  cluster: string | null;
  region: string | null;
  title: string;
}

export async function exportPoints(db: Queryable, model: string): Promise<ExportedPoint[]> {
  const { rows } = await db.query<ExportedPoint>(
    `
    select point.product_id as id, point.x, point.y, area.name as cluster, region.name as region, products.title
    from map_points as point
    join products on products.id = point.product_id and products.gone_at is null
    join map_clusters as area on area.model = $1 and area.level = 'area' and area.number = point.area
    join map_clusters as region on region.model = $1 and region.level = 'region' and region.number = area.region
    where point.model = $1
    order by point.product_id`,
    [model],
  );
  return rows;
}
