// `lookalike duplicates`: products that share one picture, at several shops or twice at one.
import { countDuplicates, listDuplicates } from '../../../catalog/health/duplicates.ts';
import type { Product } from '../../../catalog/products/product-rows.ts';
import { priceText } from '../../start/amounts.ts';
import { withActiveCatalogue } from '../active-catalogue.ts';
import type { CommandContext } from '../run-command.ts';

export async function duplicates(
  context: CommandContext,
  { acrossShops = false, limit, json = false }: { acrossShops?: boolean; limit: number; json?: boolean },
): Promise<void> {
  const { print, progress } = context;
  await withActiveCatalogue(context, async ({ db, model }) => {
    const counts = await countDuplicates(db, model);
    const found = await listDuplicates(db, model, { limit, offset: 0, acrossShops });
    const groups = Map.groupBy(found, ({ lookId }) => lookId);
    for (const sharing of groups.values()) {
      const products = sharing.map(({ product }) => product);
      if (json) print(JSON.stringify({ products: products.map(shortOf) }));
      else printGroup(print, products);
    }
    const { looks, acrossShops: shared, products } = counts;
    if (looks === 0) return progress.say('No two products share a picture.');
    progress.say(`${products} products share ${looks} pictures, ${shared} of them across shops.`);
  });
}

const shortOf = ({ id, title, shop, url, price, image }: Product) => ({
  id,
  title,
  shop: shop.name,
  url,
  price,
  image,
});

function printGroup(print: CommandContext['print'], products: readonly Product[]): void {
  for (const [i, { id, title, shop, price }] of products.entries()) {
    const cost = price ? priceText(price) : '–';
    const line = [String(id).padStart(6), cost.padStart(11), shop.name, title.replaceAll(/\s+/g, ' ')];
    print(`${i === 0 ? '=' : ' '} ${line.join('  ')}`);
  }
}
