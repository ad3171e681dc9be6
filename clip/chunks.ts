// Cuts a list into pieces of limited length.

/** Consecutive pieces of at most `size` items; none for an empty list. */
export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
