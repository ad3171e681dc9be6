// The sweep finds out what earlier versions and killed processes left unknown about pictures, without being asked.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPlaceholders } from '../../../catalog/looks/placeholders.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { drawTap, storePhoto } from '../catalog/pictures.ts';
import { addShop } from '../catalog/stock.ts';
import { model, openWork, until, type Work } from './open-work.ts';

let work: Work;
beforeAll(async () => {
  work = await openWork();
});
afterAll(() => work.close());

test('images without a look get one, and a picture behind many strangers is recognised', async () => {
  const db = work.database.pool;
  const shopId = await addShop(db);
  const picture = await drawTap('#8d9299', 1);
  const titles = [
    'Oak table',
    'Wool blanket',
    'Garden hose',
    'Desk pad',
    'Flower pot',
    'Ceiling lamp',
    'Bath towel',
  ];
  for (const title of [...titles, 'Picture frame', 'Kitchen knife', 'Corner sofa']) {
    const { photoId, sha256 } = await storePhoto(db, shopId, picture, { title });
    const vector = new Float32Array(work.encoder.dimension).fill(1);
    await storeEmbeddings(db, model, [{ photoId, sha256, vector }]);
  }
  await db.query(`update images set look_id = null, colours = null, colour_cells = '{}'`);
  await db.query(`update embeddings_${model} set look_id = null, colour_names = '{}', colour_cells = '{}'`);

  await work.start([]);
  const [found] = await until(async () => {
    const placeholders = await listPlaceholders(db);
    return placeholders.length > 0 && placeholders;
  });
  expect(found).toMatchObject({ judgedBy: 'rule', products: 10 });
  const { rows } = await db.query(
    `select distinct look_id, placeholder, colour_names as names from embeddings_${model}`,
  );
  expect(rows).toEqual([{ look_id: found?.lookId, placeholder: true, names: ['grey'] }]);
});
