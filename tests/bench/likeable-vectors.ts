// Made-up photo vectors with the shape of real ones: a narrow cone, clusters of similar things, few ways to differ.

// CLIP's photos lie in a cone (any two have a cosine near 0.5), kinds of product form clusters in it, and inside a
// cluster a photo differs from the next in a few dozen directions rather than in all 512, which would put all at
// the same distance and make "the ten nearest" a lottery.
const clusters = 200;
const waysToDiffer = 32;
const spread = { cone: 1, cluster: 0.5, noise: 0.05 };

/** A source of unit vectors; the same `random` gives the same ones. */
export function likeableVectors(random: () => number, dimension: number): () => Float32Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const gaussian = () => Float32Array.from({ length: dimension }, () => normal() / Math.sqrt(dimension));
  const axis = gaussian();
  const ways = Array.from({ length: waysToDiffer }, gaussian);
  const centres = Array.from({ length: clusters }, () => sum(axis, gaussian(), spread.cone));
  return () => {
    let vector = centres[Math.floor(random() * clusters)] ?? axis;
    for (const way of ways) vector = sum(vector, way, (spread.cluster * normal()) / Math.sqrt(waysToDiffer));
    return unit(sum(vector, gaussian(), spread.noise));
  };
}

const sum = (a: Float32Array, b: Float32Array, weight: number) => a.map((x, i) => x + weight * (b[i] ?? 0));

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}
