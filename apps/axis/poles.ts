// The two ends of a line through the embedding space, as they are typed: `traditional..modern`.

export interface Poles<Pole> {
  from: Pole;
  to: Pole;
}

/** Null when it isn't two ends. */
export function splitPoles(text: string): Poles<string> | null {
  const [from = '', to = '', ...more] = text.split('..').map((pole) => pole.trim());
  return from === '' || to === '' || more.length > 0 ? null : { from, to };
}
