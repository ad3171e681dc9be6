// The photo addresses in a product's data, one for each photo.
import { absoluteUrl } from '../../links/shop-address.ts';
import { type NamedValues, nameValues, wordList } from './named-values.ts';
import { isJsonObject } from './schema-nodes.ts';

const imageNames = wordList(`
  images media gallery mediagallery photos pictures imageurls imagelist galleryimages productimages
  assets image featuredimage mainimage primaryimage imageurl photo picture itemimage thumbnail
  thumbnailurl
`);
/** Where one photo has several sizes, the largest first. */
const sizeNames = wordList(`
  zoom zoomimage superzoom hires highres full fullsize fullsrc fullurl original originalsrc originalurl
  xlarge xl large largeimage largeurl big src url href contenturl imageurl image path link preview
  medium default small thumbnail
`);

const mostImages = 100;
const deepest = 4;

/** Absolute; every list of photos that the object has counts, the same address once. */
export function readStateImages(values: NamedValues, baseUrl: string): string[] {
  const urls = new Set<string>();
  for (const name of imageNames) {
    // A photo of its own beside a list of them is in the list as a rule.
    if (urls.size > 1) break;
    for (const address of addressesIn(values.get(name), 0)) {
      const url = absoluteUrl(address, baseUrl);
      if (url !== null) urls.add(url);
    }
  }
  return [...urls].slice(0, mostImages);
}

function addressesIn(value: unknown, depth: number): string[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') return isPicture(value) ? [value] : [];
  if (Array.isArray(value)) return value.slice(0, mostImages).flatMap((item) => addressesIn(item, depth + 1));
  if (!isJsonObject(value)) return [];
  if (Array.isArray(value.nodes) || Array.isArray(value.edges))
    return addressesIn(value.nodes ?? value.edges, depth);
  const inner = nameValues(value);
  if (isJsonObject(value.node)) return addressesIn(value.node, depth + 1);
  const kind = inner.get('mediatype') ?? inner.get('type');
  if (typeof kind === 'string' && /video|model/i.test(kind)) return [];
  for (const name of sizeNames) {
    const found = addressesIn(inner.get(name), depth + 1);
    if (found.length > 0) return found.slice(0, 1);
  }
  return [];
}

/** An address on another host or from the root, or a file with a picture's ending; anything else may be an id. */
function isPicture(text: string): boolean {
  if (text.length > 2000 || /[\s<>{}"]/.test(text) || /\.(mp4|webm|mov|m3u8|svg|pdf|html?)(\?|$)/i.test(text))
    return false;
  return /^(https?:)?\/\//i.test(text) || /\.(jpe?g|png|webp|avif|gif)(\?|$)/i.test(text);
}
