// Tells whether two addresses show one photo in different sizes, and which of them is larger.

/** Width in pixels taken for an address that names no size: shops' originals are larger than what they scale. */
const unnamedSize = 1100;

/** Query parameters that change how a picture is delivered, not which one. */
const deliveryParameter =
  /^(w|h|wid|hei|width|height|size|sw|sh|maxwidth|maxheight|max-w|max-h|imwidth|imheight|impolicy|im|q|qlt|quality|fmt|fm|format|auto|dpr|fit|crop|cropn|resize|scale|sm|sfrm|bg|bgcolor|strip|op_sharpen|resmode|trim|pad|canvas|enlarge|optimize|v|ver|ts|t|cache|updatedat|\$\w+\$|\w*preset\w*|rnd)$/i;

/** Words in a file's name that mean a size, as Shopify, WooCommerce, PrestaShop and many more write them. */
const sizeWords: Record<string, number> = {
  pico: 16,
  icon: 32,
  tiny: 60,
  thumb: 100,
  thumbnail: 100,
  thumbs: 100,
  small: 150,
  sm: 150,
  compact: 160,
  medium: 300,
  md: 300,
  mid: 300,
  preview: 400,
  grande: 600,
  large: 800,
  lg: 800,
  big: 900,
  xl: 1200,
  xlarge: 1200,
  xxl: 1600,
  full: 1600,
  huge: 1600,
  zoom: 1600,
  hires: 2000,
  master: 2000,
  max: 2000,
  orig: 2000,
  original: 2000,
  cart_default: 125,
  small_default: 98,
  home_default: 250,
  medium_default: 452,
  large_default: 800,
  thickbox_default: 1100,
};
const sizeWord = new RegExp(
  `^(${Object.keys(sizeWords)
    .sort((one, other) => other.length - one.length)
    .join('|')})$`,
);

export interface PhotoIdentity {
  /** The same for all sizes of one photo. */
  key: string;
  /** Pixels of the longer side as far as the address tells; a guess otherwise. */
  size: number;
}

export function identifyPhoto(address: string): PhotoIdentity {
  const url = URL.parse(address);
  if (url === null) return { key: address, size: 0 };
  let size = 0;
  const seen = (pixels: number) => {
    // A larger number is an id or a time.
    if (pixels >= 10 && pixels <= 6000) size = Math.max(size, pixels);
  };
  const kept = [...url.searchParams].filter(([name, value]) => {
    if (!deliveryParameter.test(name)) return true;
    if (/^(w|h|wid|hei|width|height|size|sw|sh|imwidth|imheight|max\w*)$/i.test(name))
      seen(Number.parseInt(value, 10));
    return false;
  });
  const path = url.pathname
    .split('/')
    .map((folder, index, folders) => withoutSize(folder, index === folders.length - 1, seen))
    .filter((folder) => folder !== '')
    .join('/');
  const host = url.hostname.replace(/^(www|[a-z]{1,6})\d{0,3}\./, '');
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&');
  return { key: `${host}/${path}?${query}`.toLowerCase(), size: size === 0 ? unnamedSize : size };
}

/** A folder or the file's name without what tells its size. */
function withoutSize(folder: string, isFile: boolean, seen: (pixels: number) => void): string {
  if (folder.length > 300) return folder;
  // Cloudinary's `w_400,h_400,c_fit`, imgix-like `fit-in`, `600x600`, `600`, Magento's `cache/<hash>`.
  if (!isFile) {
    if (/^([a-z]{1,3}_[\w.:-]{1,20})(,[a-z]{1,3}_[\w.:-]{1,20})*$/.test(folder)) {
      for (const [, pixels] of folder.matchAll(/[wh]_(\d{1,5})/g)) seen(Number(pixels));
      return '';
    }
    if (/^(\d{2,4}x\d{0,4}|x\d{2,4}|fit-in|resize|cache|[wh]\d{2,4}|s\d{2,4}|[0-9a-f]{32})$/.test(folder)) {
      for (const [pixels] of folder.matchAll(/\d{2,4}/g)) if (folder.length < 12) seen(Number(pixels));
      return '';
    }
    const lower = folder.toLowerCase();
    if (sizeWord.test(lower)) {
      seen(sizeWords[lower] ?? 0);
      return '';
    }
  }
  // PrestaShop: `1234-large_default`.
  const sized = /^(\d+)-(\w+_default)$/.exec(folder);
  if (sized !== null) {
    seen(sizeWords[sized[2] ?? ''] ?? 0);
    return sized[1] ?? '';
  }
  return isFile ? withoutNamedSize(folder, seen) : folder;
}

function withoutNamedSize(file: string, seen: (pixels: number) => void): string {
  const dot = file.lastIndexOf('.');
  const [stem, ending] =
    dot > 0 && file.length - dot <= 6 ? [file.slice(0, dot), file.slice(dot)] : [file, ''];
  const parts = stem
    // Amazon's `._AC_SX466_`, and `=w500-h500` of Google's servers.
    .replace(/\._[A-Z0-9_,]{1,60}_$/i, (found) => measured(found, seen))
    .replace(/=[wsh]\d{1,5}(-[a-z]\d{0,5}){0,6}$/, (found) => measured(found, seen))
    .replace(/[-_@](\d{2,4})?x(\d{2,4})?(?=$|[-_@.])/gi, (found) =>
      /\d/.test(found) ? measured(found, seen) : found,
    )
    .replace(/@[23]x$/i, '')
    // eBay's `s-l300`.
    .replace(/^s-l\d{2,4}$/, (found) => measured(found, seen))
    .split(/([-_,.])/);
  const last = (parts.at(-1) ?? '').toLowerCase();
  if (parts.length > 2 && sizeWord.test(last)) {
    seen(sizeWords[last] ?? 0);
    parts.splice(-2);
  }
  // The same photo as .jpg and .webp.
  return parts.join('') + (/^\.(jpe?g|png|webp|avif|gif)$/i.test(ending) ? '' : ending);
}

function measured(text: string, seen: (pixels: number) => void): string {
  for (const [pixels] of text.matchAll(/\d{2,4}/g)) seen(Number(pixels));
  return '';
}
