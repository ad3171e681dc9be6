// The classes that somebody describes, by names, texts, products and photos, as vectors of examples.
import { BadPart } from '../composed/bad-part.ts';
import {
  type ComposedQuery,
  type QuerySources,
  type ResolvedPart,
  resolveParts,
} from '../composed/composed-query.ts';
import type { LabelledExamples } from './classifier.ts';

export interface ClassSpec {
  name: string;
  /** Nothing in it: the name is the example. */
  examples: ComposedQuery;
  /** What it was sent as, for errors: `classes.0`. */
  parameter: string;
}

export interface ResolvedClasses {
  classes: LabelledExamples[];
  notices: string[];
}

/** Throws BadPart for what can't be a class, and for classes that can't be compared with each other. */
export async function resolveClasses(
  specs: readonly ClassSpec[],
  sources: QuerySources,
): Promise<ResolvedClasses> {
  requireSeveral(specs);
  const resolved: ResolvedPart[][] = [];
  // One after the other: each takes several statements and turns of the encoder.
  for (const spec of specs) resolved.push(await resolveParts(examplesOf(spec), sources));
  requireSameKind(specs, resolved);
  return {
    classes: specs.map(({ name }, i) => ({
      name,
      examples: (resolved[i] ?? []).map(({ vector }) => vector),
    })),
    notices: [...new Set(resolved.flat().flatMap(({ notices }) => notices))],
  };
}

function examplesOf({ name, examples, parameter }: ClassSpec): ComposedQuery {
  const { texts, products, photos } = examples;
  if (texts.length + products.length + photos.length > 0) return examples;
  return { texts: [{ text: name, weight: 1, name: parameter }], products, photos };
}

function requireSeveral(specs: readonly ClassSpec[]): void {
  const names = new Set(specs.map(({ name }) => name));
  if (names.size < 2) {
    throw new BadPart('invalid_parameter', 'Classes are told apart: name two of them at least.', {
      name: 'classes',
    });
  }
  if (names.size === specs.length) return;
  const twice = specs.find(({ name }, i) => specs.findIndex((one) => one.name === name) < i);
  throw new BadPart('invalid_parameter', `The class ${twice?.name} is there twice.`, { name: 'classes' });
}

/** A photo is far more like any photo than like any text, so one class of each would decide nothing. */
function requireSameKind(specs: readonly ClassSpec[], resolved: readonly ResolvedPart[][]): void {
  const kindOf = (parts: readonly ResolvedPart[] | undefined) =>
    new Set(parts?.map(({ kind }) => kind)).size === 1 ? parts?.[0]?.kind : 'mixed';
  const first = kindOf(resolved[0]);
  const at = resolved.findIndex((parts) => kindOf(parts) !== first || first === 'mixed');
  const [spec, compared] = [specs[at], specs[0]];
  if (!spec || !compared) return;
  throw new BadPart(
    'invalid_parameter',
    at === 0
      ? `“${spec.name}” has texts and photos, whose scores can't be compared: give it one kind.`
      : `“${compared.name}” and “${spec.name}” differ in kind: give each of them texts, or each products and photos.`,
    { name: spec.parameter },
  );
}
