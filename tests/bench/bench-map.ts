// How long drawing the map takes, and placing a product on it, by size of the catalogue.
import { readPoints } from '../../catalog/map/read-map.ts';
import { drawMap } from '../../workers/map/draw-map.ts';
import { refreshMap } from '../../workers/map/refresh-map.ts';
import {
  addEmbedded,
  addShop,
  clusteredVectors,
  fillCatalog,
  model,
  productInput,
  randomNumbers,
} from '../integration/catalog/stock.ts';
import { benchDatabases } from './bench-databases.ts';
import { defineBench, numbers } from './define-bench.ts';
import { printTable } from './table.ts';

export const bench = defineBench({
  options: { products: { type: 'string', default: '2000,20000' } },
  quick: { products: '300' },
  measure: ({ products }) => benchMap({ products: numbers(products) }),
});

const dimension = 512;
const newProducts = 20;

async function benchMap({ products }: { products: number[] }): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const open of benchDatabases().slice(0, 2)) {
    for (const count of products) {
      const { name, database, drop } = await open();
      try {
        const db = database.pool;
        const vectors = clusteredVectors(randomNumbers(1), dimension, 40);
        const shopId = await addShop(db);
        await fillCatalog(db, { shopId, products: count, dimension, vectors });
        const start = performance.now();
        let readAt = start;
        const cpu = process.cpuUsage();
        await drawMap({
          db,
          model,
          onProgress: (step) => {
            if (step === 'reading') readAt = performance.now();
          },
        });
        const drawn = performance.now();
        const { user, system } = process.cpuUsage(cpu);
        for (let i = 0; i < newProducts; i++)
          await addEmbedded(db, productInput(shopId, `new-${i}`), [vectors()]);
        const added = performance.now();
        await refreshMap({ db, model });
        const placed = performance.now();
        const { points } = await readPoints(db, model, {});
        if (points.length !== count + newProducts)
          throw new Error(`${points.length} of ${count + newProducts} products are on the map.`);
        rows.push([
          name,
          count,
          ((readAt - start) / 1000).toFixed(1),
          ((drawn - readAt) / 1000).toFixed(1),
          ((user + system) / 1e6).toFixed(1),
          Math.round(process.memoryUsage().rss / 1e6),
          ((placed - added) / newProducts).toFixed(0),
        ]);
      } finally {
        await drop();
      }
    }
  }
  printTable(
    `Vectors of ${dimension} dimensions in 40 groups`,
    ['database', 'products', 'reading s', 'drawing s', 'CPU s', 'process MB', 'ms to place one'],
    rows,
  );
}
