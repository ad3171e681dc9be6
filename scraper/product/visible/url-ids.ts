// The shop's own number for a product as its address has it: what is left when the page shows none.

export interface UrlId {
  id: string;
  /** Whether the address says that it is a product's, by a parameter or folder, or it is too long for anything else. */
  isSure: boolean;
}

const idParameter =
  /^(child-?sku|sku|sku_?id|pid|product_?id|product_?no|prod_?id|item_?id|item_?no|item|goods_?id|goods_?no|art(icle)?_?(id|no|nr)|id|prod|product|code|asin|offer_?id|listing_?id)$/i;
const idFolder =
  /^(dp|gp|itm|p|ip|pd|prd|prod|product|products|item|items|goods|artikel|article|listing|offer|produkt|tovar|detail|sku|a)$/i;

/** Null when nothing in the address looks like one. */
export function readUrlId(address: string): UrlId | null {
  const url = URL.parse(address);
  if (url === null) return null;
  return fromQuery(url) ?? fromPath(url);
}

function fromQuery(url: URL): UrlId | null {
  const named = [...url.searchParams]
    .slice(0, 50)
    .filter(([name, value]) => idParameter.test(name) && isCode(value));
  // `sku=` beats `id=`, which often counts something else.
  const best =
    named.find(([name]) => /sku/i.test(name)) ??
    named.find(([name]) => /(product|prod|item|goods|pid|asin)/i.test(name)) ??
    named[0];
  return best === undefined ? null : { id: best[1], isSure: true };
}

function fromPath(url: URL): UrlId | null {
  const folders = url.pathname
    .split('/')
    .filter((folder) => folder !== '')
    .map(decoded);
  for (let index = folders.length - 1; index >= Math.max(0, folders.length - 4); index -= 1) {
    const name = (folders[index] ?? '').replace(/\.(html?|php|aspx?|jsp|do)$/i, '');
    const isNamed = idFolder.test(folders[index - 1] ?? '');
    if (isNamed && isCode(name) && name.length <= 20 && !isWords(name)) return { id: name, isSure: true };
    if (/^[A-Z]{1,4}[-_]?\d[A-Z\d_-]{3,16}$/.test(name)) return { id: name, isSure: true };
    const id = longNumber(name);
    if (id !== null) return { id, isSure: id.length >= 6 || isNamed };
    if (/^\d{3,}$/.test(name)) return { id: name, isSure: isNamed };
  }
  return null;
}

/** At the end of a name, or alone between others: `zipped-cardigan-12185160`, `c7200a278526196`, `p3969033`. */
function longNumber(name: string): string | null {
  const numbers = name.match(/\d+/g)?.filter((digits) => digits.length >= 5 && digits.length <= 14) ?? [];
  return numbers.at(-1) ?? null;
}

function isCode(value: string): boolean {
  return /^(?=[^\d]*\d)[\p{L}\d][\p{L}\d_./-]{2,30}$/u.test(value);
}

/** `tap-x200` is a name in the address, not a number. */
function isWords(name: string): boolean {
  return /[a-z]{3}[-_]|[-_][a-z]{3}/.test(name);
}

function decoded(folder: string): string {
  try {
    return decodeURIComponent(folder);
  } catch {
    // Escapes of another charset than UTF-8: taken as they are.
    return folder;
  }
}
