// How fast a run goes, from what it told in the last seconds.

export interface Sample {
  /** performance.now() */
  at: number;
  pages: number;
  photos: number;
}

export interface Rates {
  pagesPerSecond: number;
  photosPerSecond: number;
}

const windowMs = 10_000;

/** The samples with one more, without those that are too old to matter. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const recent = samples.filter(({ at }) => sample.at - at <= windowMs);
  return [...recent, sample];
}

/** Null until there is something to compare with. What went backwards, as pages that are asked again, counts as none. */
export function ratesOf(samples: readonly Sample[]): Rates | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.at - first.at < 900) return null;
  const seconds = (last.at - first.at) / 1000;
  return {
    pagesPerSecond: Math.max(0, last.pages - first.pages) / seconds,
    photosPerSecond: Math.max(0, last.photos - first.photos) / seconds,
  };
}
