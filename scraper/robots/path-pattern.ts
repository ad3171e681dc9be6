// Patterns of addresses as robots.txt writes them (RFC 9309 §2.2.2): a prefix, `*` for anything, a closing `$` for the end.

export interface PathPattern {
  /** @param path brought into form by `comparablePath` */
  matches(path: string): boolean;
  /** The longest matching pattern decides. */
  length: number;
}

/** Takes time in proportion to the path, whatever the pattern: each piece is looked for once, as early as it fits. */
export function compilePathPattern(pattern: string): PathPattern {
  const isWhole = pattern.endsWith('$');
  const text = isWhole ? pattern.slice(0, -1) : pattern;
  const pieces = inForm(text.replaceAll('$', '%24')).split('*');
  const length = pieces.join('*').length + (isWhole ? 1 : 0);
  const first = pieces.shift() ?? '';
  if (pieces.length === 0) {
    return { length, matches: (path) => (isWhole ? path === first : path.startsWith(first)) };
  }
  const last = isWhole ? (pieces.pop() ?? '') : '';
  const finders = pieces.filter((piece) => piece !== '').map(createFinder);

  function matches(path: string): boolean {
    if (!path.startsWith(first)) return false;
    let position = first.length;
    for (const find of finders) {
      position = find(path, position);
      if (position === -1) return false;
    }
    return path.endsWith(last) && path.length - last.length >= position;
  }
  return { length, matches };
}

/**
 * A path with its query in the one form that patterns are compared in: what needs no escape has none, what needs
 * one has it in capitals, and `*` and `$` are escaped.
 */
export function comparablePath(pathAndQuery: string): string {
  return inForm(pathAndQuery).replaceAll('*', '%2A').replaceAll('$', '%24');
}

/** Escaped printable ASCII is the same as itself, but for the three that mean something in patterns. */
function inForm(text: string): string {
  const escaped = /[^!-~]/.test(text) ? text.toWellFormed().replace(/[^!-~]+/gu, encodeURIComponent) : text;
  if (!escaped.includes('%')) return escaped;
  return escaped.replace(/%[\da-f]{2}/gi, (triplet) => {
    const code = Number.parseInt(triplet.slice(1), 16);
    const stays = code < 0x21 || code > 0x7e || '%*$'.includes(String.fromCharCode(code));
    return stays ? triplet.toUpperCase() : String.fromCharCode(code);
  });
}

/** Answers where the piece ends at its first place from `start` on, or -1. */
type Finder = (path: string, start: number) => number;

function createFinder(piece: string): Finder {
  // indexOf begins anew at every place of the path. That is quickest for what people write; a long piece such as
  // aaa…b would take a million steps for each of five hundred hostile rules.
  if (piece.length > 32) return createLinearFinder(piece);
  return (path, start) => {
    const found = path.indexOf(piece, start);
    return found === -1 ? -1 : found + piece.length;
  };
}

/** Knuth, Morris and Pratt's search: it never goes back in the path. */
function createLinearFinder(piece: string): Finder {
  // For each length of matched piece: how much of it is still matched when the next character differs.
  const shorter = [0, 0];
  let matched = 0;
  const advance = (character: string | undefined) => {
    while (matched > 0 && character !== piece[matched]) matched = shorter[matched] ?? 0;
    if (character === piece[matched]) matched += 1;
    return matched;
  };
  for (let index = 1; index < piece.length; index += 1) shorter.push(advance(piece[index]));
  return (path, start) => {
    matched = 0;
    for (let index = start; index < path.length; index += 1) {
      if (advance(path[index]) === piece.length) return index + 1;
    }
    return -1;
  };
}
