// Tells from the first bytes whether a file is a photo format we decode, so that nothing else ever reaches a decoder.

/** The raster formats that browsers and shops use. SVG, PDF and camera formats are refused: they are programs or rare. */
export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff';

const starts: readonly [PhotoFormat, string][] = [
  ['jpeg', '\xff\xd8\xff'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
];

/** The format of a file by its signature, or null when it is none that we decode. Names and headers may lie. */
export function sniffPhotoFormat(bytes: Uint8Array): PhotoFormat | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1');
  const known = starts.find(([, signature]) => head.startsWith(signature));
  if (known) return known[0];
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  // ISO media: size, 'ftyp', major brand, version, compatible brands. HEIC shares the container but not the codec.
  const brands = head.slice(4, 8) === 'ftyp' ? head.slice(8) : '';
  return brands.includes('avif') || brands.includes('avis') ? 'avif' : null;
}
