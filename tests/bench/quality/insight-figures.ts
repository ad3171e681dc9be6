// How well clusters, classes, axes and outliers agree with what is known of the products.
import { createClassifier, type LeaveOneOut } from '../../../apps/classes/classifier.ts';
import { findOutliers } from '../../../catalog/health/outliers.ts';
import type { Encoder } from '../../../clip/encoder.ts';
import { groupVectors, type Method } from '../../../workers/clusters/group-vectors.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';

type Products<Truth> = QualityCatalogue<Truth>['products'];

const vectorOf = ({ photos }: { photos: { vector: Float32Array }[] }): Float32Array => {
  const [first] = photos;
  if (!first) throw new Error('A product has no photo.');
  return first.vector;
};

export interface ClusterFigures {
  groups: number;
  /** Of what is in a group, how much is of its group's most common kind. */
  purity: number;
  /** What one group of all would have. */
  chance: number;
  /** Share that is in no group. */
  left: number;
}

export function clusterFigures<Truth>(
  products: Products<Truth>,
  how: Method,
  kindOf: (truth: Truth) => string,
): ClusterFigures {
  const kinds = products.map(({ truth }) => kindOf(truth));
  const vectors = products.map(vectorOf);
  const columns = vectors[0]?.length ?? 0;
  const values = new Float32Array(vectors.length * columns);
  for (const [row, vector] of vectors.entries()) values.set(vector, row * columns);
  const { groups, others } = groupVectors({ rows: vectors.length, columns, values }, how);
  const most = groups.map(({ members }) => mostCommon(Array.from(members, (row) => kinds[row] ?? '')));
  const inGroups = products.length - others.length;
  return {
    groups: groups.length,
    purity: most.reduce((sum, one) => sum + one, 0) / Math.max(1, inGroups),
    chance: mostCommon(kinds) / products.length,
    left: others.length / products.length,
  };
}

function mostCommon(kinds: readonly string[]): number {
  return Math.max(
    0,
    ...Map.groupBy(kinds, (kind) => kind)
      .values()
      .map(({ length }) => length),
  );
}

export interface LabelFigures {
  classes: number;
  products: number;
  /** Right when each gets a label. */
  accuracy: number;
  /** Share that gets one with the usual margin. */
  labelled: number;
  /** Of those, right. */
  ofLabelled: number;
}

/** By the names of the kinds alone. Kinds of fewer than `least` products are left out. */
export async function namedFigures<Truth>(
  encoder: Encoder,
  products: Products<Truth>,
  { kindOf, least }: { kindOf: (truth: Truth) => string; least: number },
): Promise<LabelFigures> {
  const kinds = [...Map.groupBy(products, ({ truth }) => kindOf(truth))].filter(
    ([, { length }]) => length >= least,
  );
  const texts = await encoder.embedTexts(kinds.map(([kind]) => kind.toLowerCase()));
  const classifier = createClassifier(
    kinds.map(([name], i) => ({ name, examples: [texts[i]?.vector ?? new Float32Array()] })),
  );
  let [count, first, labelled, right] = [0, 0, 0, 0];
  for (const [kind, ofKind] of kinds) {
    for (const product of ofKind) {
      const { label, scores } = classifier.classify(vectorOf(product));
      count++;
      first += Number(scores[0]?.name === kind);
      labelled += Number(label !== null);
      right += Number(label === kind);
    }
  }
  return {
    classes: kinds.length,
    products: count,
    accuracy: first / count,
    labelled: labelled / count,
    ofLabelled: right / Math.max(1, labelled),
  };
}

/** By all others of each kind. */
export function exampleFigures<Truth>(
  products: Products<Truth>,
  { kindOf, least }: { kindOf: (truth: Truth) => string; least: number },
): LabelFigures {
  const kinds = [...Map.groupBy(products, ({ truth }) => kindOf(truth))].filter(
    ([, { length }]) => length >= least,
  );
  const classes = kinds.map(([name, ofKind]) => ({ name, examples: ofKind.map(vectorOf) }));
  const counted = (margin?: number): LeaveOneOut =>
    createClassifier(classes, { margin }).leaveOneOut() ?? { examples: 0, right: 0, none: 0 };
  const [all, usual] = [counted(0), counted()];
  const labelled = usual.examples - usual.none;
  return {
    classes: kinds.length,
    products: all.examples,
    accuracy: all.right / all.examples,
    labelled: labelled / all.examples,
    ofLabelled: usual.right / Math.max(1, labelled),
  };
}

/**
 * Of all pairs of one product from each end, how many lie in the right order; .5 by chance.
 *
 * @param ends what the texts of the ends are true of
 */
export async function axisFigure<Truth>(
  encoder: Encoder,
  products: Products<Truth>,
  ends: readonly [
    { text: string; isOf: (truth: Truth) => boolean },
    { text: string; isOf: (truth: Truth) => boolean },
  ],
): Promise<{ pairs: number; ordered: number }> {
  const [from, to] = await encoder.embedTexts(ends.map(({ text }) => text));
  if (!from || !to) throw new Error('The encoder gave no vector for a text.');
  const scores = ends.map(({ isOf }) =>
    products
      .filter(({ truth }) => isOf(truth))
      .map((product) =>
        vectorOf(product).reduce((sum, x, i) => sum + x * ((to.vector[i] ?? 0) - (from.vector[i] ?? 0)), 0),
      ),
  );
  const [low = [], high = []] = scores;
  const ordered = low.reduce((sum, one) => sum + high.filter((other) => other > one).length, 0);
  const pairs = low.length * high.length;
  return { pairs, ordered: ordered / Math.max(1, pairs) };
}

export interface OutlierFigures {
  planted: number;
  /** Of the planted, how many are found. */
  recall: number;
  /** Of what is found, how much is planted. */
  precision: number;
}

/** Files every fiftieth product elsewhere, looks for outliers with the catalogue's own rule, and files them back. */
export async function outlierFigures<Truth>(
  { on, encoder, products }: QualityCatalogue<Truth>,
  { kindOf, draw }: { kindOf: (truth: Truth) => string; draw: number },
): Promise<OutlierFigures> {
  const db = on.database.pool;
  const sizes = Map.groupBy(products, ({ truth }) => kindOf(truth));
  // Categories of fewer are not judged.
  const kinds = [...sizes].filter(([, { length }]) => length >= 8).map(([kind]) => kind);
  const judged = products.filter(({ truth }) => kinds.includes(kindOf(truth)));
  const planted = judged.filter((_, i) => (i * 7919 + draw * 104_729) % 50 === 0);
  for (const [i, { id, truth }] of planted.entries()) {
    const elsewhere = kinds.filter((kind) => kind !== kindOf(truth));
    await file(id, elsewhere[(31 * i + draw) % elsewhere.length] ?? '');
  }
  const found = (await findOutliers(db, encoder.modelId)).map(({ productId }) => productId);
  for (const { id, truth } of planted) await file(id, kindOf(truth));
  const right = planted.filter(({ id }) => found.includes(id)).length;
  return {
    planted: planted.length,
    recall: right / Math.max(1, planted.length),
    precision: right / Math.max(1, found.length),
  };

  async function file(id: number, kind: string): Promise<void> {
    await db.query(
      'update products set category = array[$2::text], category_keys = array[lower($2::text)] where id = $1',
      [id, kind],
    );
  }
}
