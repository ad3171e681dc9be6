// The photo addresses among a schema.org product's images.
import { absoluteUrl } from '../../links/shop-address.ts';
import { asList, isJsonObject, type SchemaNodes } from './schema-nodes.ts';

/** Enough for every photo of anything; a bound on what a hostile page can cost. */
const mostImages = 200;

/** Absolute; text, ImageObjects, references to them, and lists of lists of these. */
export function readImages(value: unknown, schema: SchemaNodes, baseUrl: string): string[] {
  return asList(value)
    .slice(0, mostImages)
    .flatMap((item) => asList(item).slice(0, mostImages))
    .map((item) => schema.resolve(item))
    .flatMap((item) =>
      isJsonObject(item)
        ? asList(item.contentUrl ?? item.url ?? item.image ?? item['@id'] ?? item.thumbnailUrl)
        : [item],
    )
    .slice(0, mostImages)
    .map((url) => absoluteUrl(url, baseUrl))
    .filter((url) => url !== null);
}
