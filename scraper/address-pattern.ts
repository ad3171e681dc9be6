// Patterns of addresses as robots.txt writes them: a prefix, `*` for anything, a closing `$` for the end.

/** Tests a path with its query against the pattern. */
export type AddressPattern = (pathAndQuery: string) => boolean;

/** Takes time in proportion to the address, whatever the pattern: each piece is looked for once, as early as it fits. */
export function compilePattern(pattern: string): AddressPattern {
  const isWhole = pattern.endsWith('$');
  const pieces = escapeLikeUrl(isWhole ? pattern.slice(0, -1) : pattern).split('*');
  const first = pieces.shift() ?? '';
  const last = isWhole ? pieces.pop() : undefined;
  return (address) => {
    if (!address.startsWith(first)) return false;
    let position = first.length;
    for (const piece of pieces) {
      const found = address.indexOf(piece, position);
      if (found === -1) return false;
      position = found + piece.length;
    }
    if (last !== undefined) return address.endsWith(last) && address.length - last.length >= position;
    return !isWhole || position === address.length;
  };
}

/** Letters beyond ASCII as they stand in an address, so that a pattern may be written as it is read. */
function escapeLikeUrl(pattern: string): string {
  return pattern.toWellFormed().replace(/[^!-~]+/gu, encodeURIComponent);
}
