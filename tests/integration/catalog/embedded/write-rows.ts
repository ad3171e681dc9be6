// Run as a process of its own by the tests beside it: opens a data directory and stores products in it.
// node write-rows.ts DATA_DIR NAME COUNT prints "ready", "stored <product id>" after each commit, and "done";
// then it stays until its standard input ends.
import { openDatabase } from '../../../../catalog/database/database.ts';
import { migrate } from '../../../../catalog/database/migrate.ts';
import { registerModel } from '../../../../catalog/photos/models.ts';
import { addEmbedded, addShop, direction, model, productInput } from '../stock.ts';

const [dataDir = '', name = '', count = '0'] = process.argv.slice(2);
const { pool, close } = await openDatabase({ dataDir });
await migrate(pool);
await registerModel(pool, { id: model, dimension: 8 });
const shopId = await addShop(pool);
console.log('ready');
for (let i = 0; i < Number(count); i++) {
  console.log(`stored ${await addEmbedded(pool, productInput(shopId, `${name}-${i}`), [direction(i)])}`);
}
console.log('done');
for await (const _ of process.stdin);
await close();
