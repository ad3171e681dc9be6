// Tells whether two addresses show one photo in different sizes, and which of them is larger.

/** Width in pixels taken for an address that names no size: shops' originals are larger than what they scale. */
const unnamedSize = 1100;

/** Query parameters that change how a picture is delivered, not which one. */
const deliveryParameter =
  /^(w|h|wid|hei|width|height|size|sw|sh|maxwidth|maxheight|max-w|max-h|imwidth|imheight|impolicy|im|q|qlt|quality|fmt|fm|format|auto|dpr|fit|crop|cropn|resize|scale|sm|sfrm|bg|bgcolor|strip|op_sharpen|resmode|trim|pad|canvas|enlarge|optimize|v|ver|ts|t|cache|updatedat|\$[\w-]+\$|\w*preset\w*|rnd)$/i;

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
    // Scene7 names its presets by their width: `?$pdp-port-1440$`.
    if (name.startsWith('$')) for (const [pixels] of name.matchAll(/\d{2,4}/g)) seen(Number(pixels));
    if (/^(w|h|wid|hei|width|height|size|sw|sh|imwidth|imheight|max\w*)$/i.test(name))
      seen(Number.parseInt(value, 10));
    return false;
  });
  const folders = url.pathname.split('/').filter((folder) => folder !== '');
  const file = withoutNamedSize(folders.pop() ?? '', seen);
  const path = folders.map((folder) => withoutSize(folder, seen)).filter((folder) => folder !== '');
  const host = url.hostname.replace(/^(www|[a-z]{1,6})\d{0,3}\./, '');
  // A long name of its own is a photo's whatever the folder, which may mean a size in a way not known here.
  const place = isOwnName(file) ? file : `${path.join('/')}/${file}`;
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&');
  return { key: `${host}/${place}?${query}`.toLowerCase(), size: size === 0 ? unnamedSize : size };
}

/** `1045573` or `ecc60912110`, not `front` or `image_01`. */
function isOwnName(file: string): boolean {
  return file.length >= 24 || (file.match(/\d/g) ?? []).length >= 6;
}

/** Nothing for a folder that only tells the size or the way of delivery. */
function withoutSize(folder: string, seen: (pixels: number) => void): string {
  if (folder.length > 300) return folder;
  // Cloudinary's `w_400,h_400,c_fit`.
  if (/^([a-z]{1,3}_[\w.:-]{1,20})(,[a-z]{1,3}_[\w.:-]{1,20})*$/.test(folder)) {
    for (const [, pixels] of folder.matchAll(/[wh]_(\d{1,5})/g)) seen(Number(pixels));
    return '';
  }
  // `600x600`, `w600`, `img-1000`; Magento's `cache/<hash>`.
  if (
    /^((img|image)?[-_]?\d{2,4}x\d{0,4}|x\d{2,4}|(img|image)-\d{2,4}|[wh]\d{2,4}|s\d{3,4})$/i.test(folder)
  ) {
    for (const [pixels] of folder.matchAll(/\d{2,4}/g)) seen(Number(pixels));
    return '';
  }
  if (/^(fit-in|resize\w{0,8}|cache|[0-9a-f]{32})$/i.test(folder)) return '';
  // PrestaShop: `12-large_default/tap.jpg`.
  const [, id = '', kind = ''] = /^(\d+)-(\w+_default)$/.exec(folder) ?? [];
  if (kind !== '') {
    seen(sizeWords[kind] ?? 0);
    return id;
  }
  const word = folder.toLowerCase().replace(/^(img|image|images|size)[-_]/, '');
  if (!sizeWord.test(word)) return folder;
  seen(sizeWords[word] ?? 0);
  return '';
}

function withoutNamedSize(file: string, seen: (pixels: number) => void): string {
  if (file.length > 300) return file;
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
    .replace(/-(?:small|cart|home|medium|large|thickbox)_default$/, (found) => {
      seen(sizeWords[found.slice(1)] ?? 0);
      return '';
    })
    // `t229739487` beside `229739487`.
    .replace(/^(t|tn|th|thumb)[-_]?(?=\d{6})/i, () => {
      seen(100);
      return '';
    })
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
