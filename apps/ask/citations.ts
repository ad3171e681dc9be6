// Lets through only citations of products that were found: `[17]`, in an answer that comes in pieces.

export interface Citations {
  /** What of the answer so far may be shown. */
  push(piece: string): string;
  /** What was held back for a citation that never ended. */
  end(): string;
  /** Ids of products cited so far, in the order of the answer. */
  readonly cited: readonly number[];
  /** How many citations of other products were left out. */
  readonly dropped: number;
}

// `[17, 23, 42, 7]`; longer is no citation.
const longestCitation = 60;

/** @param known ids of the products that were found */
export function createCitations(known: ReadonlySet<number>): Citations {
  const cited = new Set<number>();
  let dropped = 0;
  let held = '';
  // Whether what was shown last opened a bracket: `[[99]99]` must not become `[99]`.
  let isInside = false;

  function checked(bracket: string): string {
    const ids = /^\[\s*#?\d{1,15}(?:\s*[,;]\s*#?\d{1,15})*\s*\]$/.test(bracket)
      ? [...bracket.matchAll(/\d+/g)].map(([digits]) => Number(digits))
      : null;
    if (ids === null) return bracket;
    const good = ids.filter((id) => known.has(id));
    dropped += ids.length - good.length;
    for (const id of good) cited.add(id);
    if (good.length === 0 && isInside) return '?';
    return good.map((id) => `[${id}]`).join('');
  }

  function plain(text: string): string {
    if (/[[\]]/.test(text)) isInside = text.lastIndexOf('[') > text.lastIndexOf(']');
    return text;
  }

  function push(piece: string): string {
    const text = held + piece;
    let shown = '';
    let at = 0;
    for (;;) {
      const open = text.indexOf('[', at);
      if (open === -1) break;
      shown += plain(text.slice(at, open));
      const length = text.slice(open + 1).search(/[[\]]/);
      const close = open + 1 + length;
      if (length === -1 && text.length - open < longestCitation) {
        held = text.slice(open);
        return shown;
      }
      const isBracket = length !== -1 && text[close] === ']' && close - open < longestCitation;
      shown += isBracket ? checked(text.slice(open, close + 1)) : plain('[');
      at = isBracket ? close + 1 : open + 1;
    }
    held = '';
    return shown + plain(text.slice(at));
  }

  return {
    push,
    end() {
      const rest = held;
      held = '';
      return rest;
    },
    get cited() {
      return [...cited];
    },
    get dropped() {
      return dropped;
    },
  };
}
