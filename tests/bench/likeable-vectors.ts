// Made-up photo vectors with the shape of real ones: kinds of product, families in them, and few ways to differ.

// Fitted to what the starter model gives for 5,976 photos of real products; docs/performance.md has both side by side. Each way
// to differ matters less than the one before it, for kinds, families and photos alike, so that near things are near in a handful
// of directions: were all the same, "the ten nearest" would be a lottery.
const ways = 64;
const decay = 0.35;
const kinds = 40;
const photosPerFamily = 5;
const unevenness = 1.2;
const spread = { cone: 0.38, kind: 0.88, family: 0.45, photo: 0.35, photoSigma: 0.6, noise: 0.05 };

/**
 * A source of unit vectors; the same `random` gives the same ones. Families grow in number with what is drawn, as a catalogue's do,
 * so that a million vectors are not one cloud.
 */
export function likeableVectors(random: () => number, dimension: number): () => Float32Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // As wide as `normal`, and drawn in a fifth of the time, where its shape does not matter.
  const evenly = () => Math.sqrt(12) * (random() - 0.5);
  const gaussian = (length: number) => Float32Array.from({ length }, normal);
  const scale = 1 / Math.sqrt(dimension);
  const axis = gaussian(dimension);
  const directions = gaussian(ways * dimension);
  const weights = decayingWeights();
  const inWays = () => weights.map((weight) => weight * normal());
  const centres = Array.from({ length: kinds }, inWays);
  const families: Float32Array[] = [];

  const newFamily = () => {
    const centre = pick(centres, random);
    const own = inWays();
    return own.map((x, i) => spread.kind * (centre[i] ?? 0) + spread.family * x);
  };
  return () => {
    if (random() * photosPerFamily < 1 || families.length === 0) families.push(newFamily());
    const family = pick(families, random);
    const unlike = spread.photo * Math.exp(spread.photoSigma * normal());
    const vector = new Float32Array(dimension);
    for (let i = 0; i < dimension; i++)
      vector[i] = scale * (spread.cone * (axis[i] ?? 0) + spread.noise * evenly());
    for (let way = 0; way < ways; way++) {
      const length = scale * ((family[way] ?? 0) + unlike * (weights[way] ?? 0) * normal());
      addScaled(vector, directions, way * dimension, length);
    }
    return toUnit(vector);
  };
}

function decayingWeights(): Float32Array {
  const weights = Float32Array.from({ length: ways }, (_, way) => (way + 1) ** -decay);
  return toUnit(weights);
}

/** The first ones more often: some families are large. */
function pick(from: Float32Array[], random: () => number): Float32Array {
  return from[Math.floor(random() ** unevenness * from.length)] ?? new Float32Array(ways);
}

function addScaled(vector: Float32Array, all: Float32Array, from: number, weight: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) + weight * (all[from + i] ?? 0);
}

function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const x of vector) squares += x * x;
  const length = Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}
