// Every model that there is: those of the registry, at each precision, and folders of the operator's.
import type { Queryable } from '../../catalog/database/database.ts';
import { modelSize } from '../../catalog/photos/model-sizes.ts';
import { type ListedModel, listModels } from '../../catalog/photos/models.ts';
import { askedFor, consentQuestions, isVerifiable } from '../../clip/consent.ts';
import { localDtypes } from '../../clip/local-model.ts';
import { modelBytes, models, offeredDtypes, withPrecision } from '../../clip/models.ts';
import { spaceId } from '../../clip/preparation.ts';
import type { Dtype, ModelSpec } from '../../clip/registry/model-spec.ts';
import type { ModelFiles } from './model-files.ts';
import { nameOf } from './wanted-model.ts';

export interface KnownModel {
  id: string;
  title: string;
  /** Where its files come from. */
  source: 'shipped' | 'hub' | 'export' | 'folder';
  /** Of a folder of the operator's. */
  folder: string | null;
  dimension: number;
  /** Null: nobody stated one. */
  licence: string | null;
  /** Null: nobody stated it. */
  commercialUse: boolean | null;
  /** False: of some of its files no digest has been published. Null: it is the operator's own. */
  verifiable: boolean | null;
  notes: string[];
  dtype: Dtype;
  /** Of its files; null for a folder, which is not looked into, and where there is nothing to download. */
  fileBytes: number | null;
  onDisk: boolean;
  /** What has to be done on the command line before it can be switched to; null: nothing. */
  before: string | null;
  active: boolean;
  /** Photos with a vector under it. */
  vectors: number;
  /** What they take with their indexes. */
  vectorBytes: number;
}

type State = Pick<KnownModel, 'active' | 'vectors' | 'vectorBytes'>;

/** The active one first, then those with vectors, then the registry's order. */
export async function knownModels(db: Queryable, files: ModelFiles): Promise<KnownModel[]> {
  const registered = await listModels(db);
  const sizes = new Map(
    await Promise.all(registered.map(async ({ id }) => [id, await modelSize(db, id)] as const)),
  );
  const stateOf = (id: string): State => {
    const { vectors = 0, bytes = 0 } = sizes.get(id) ?? {};
    const active = registered.some((model) => model.id === id && model.active);
    return { active, vectors, vectorBytes: bytes };
  };
  const isRegistered = (id: string) => registered.some((model) => model.id === id);
  const known = [
    ...(await Promise.all(models.map((model) => ofRegistry(model, files, { stateOf, isRegistered })))).flat(),
    ...(await Promise.all(registered.map((model) => ofFolder(model, registered, stateOf)))).flat(),
  ];
  const listed = new Set(known.map(({ id }) => id));
  // Vectors of an earlier preparation, or of a model that the registry no longer has.
  const rest = registered.filter(({ id }) => !listed.has(id)).map((model) => ofRow(model, stateOf));
  const rank = ({ active, vectors }: KnownModel) => (active ? 0 : vectors > 0 ? 1 : 2);
  return [...known, ...rest].sort((a, b) => rank(a) - rank(b));
}

async function ofRegistry(
  model: ModelSpec,
  files: ModelFiles,
  { stateOf, isRegistered }: { stateOf(id: string): State; isRegistered(id: string): boolean },
): Promise<KnownModel[]> {
  const facts = {
    title: model.title,
    folder: null,
    dimension: model.dimension,
    licence: model.licence.name,
    commercialUse: model.licence.allowsCommercialUse,
    notes: [...model.notes],
  };
  // One that has to be exported becomes a folder; until then only its facts are known.
  if (model.source.kind === 'export') {
    const { id, source } = model;
    if (isRegistered(id)) return [];
    const before = `Export ${source.repo} to ONNX (docs/models.md) and run \`lookalike model add FOLDER --id ${id}\`.`;
    const rest = { dtype: 'fp32' as const, fileBytes: null, onDisk: false, verifiable: null, before };
    return [{ ...facts, ...rest, id, source: source.kind, ...stateOf(id) }];
  }
  const { kind } = model.source;
  return Promise.all(
    offeredDtypes(model).map(async (dtype) => {
      const spec = withPrecision(model, dtype);
      const id = spaceId(spec.id, { dtype });
      const onDisk = await files.isOnDisk(spec.id);
      const questions = onDisk ? [] : consentQuestions(spec, dtype);
      return {
        ...facts,
        id,
        dtype,
        source: kind,
        verifiable: isVerifiable(spec, dtype),
        fileBytes: modelBytes(spec, dtype),
        onDisk,
        before: questions.length > 0 ? askedFor(spec, questions) : null,
        ...stateOf(id),
      };
    }),
  );
}

/** Each precision that is in the folder, used or not. */
async function ofFolder(
  model: ListedModel,
  registered: readonly ListedModel[],
  stateOf: (id: string) => State,
): Promise<KnownModel[]> {
  if (model.folder === null) return [];
  if (model.dtype !== 'fp32') return [ofRow(model, stateOf)];
  const own = ofRow(model, stateOf);
  const others = (await localDtypes(model.folder))
    .map((dtype) => ({ id: spaceId(nameOf(model), { dtype, preparation: model.preparation }), dtype }))
    .filter(({ id }) => !registered.some((other) => other.id === id));
  return [own, ...others.map((other) => ({ ...own, ...other, title: other.id, ...stateOf(other.id) }))];
}

function ofRow(model: ListedModel, stateOf: (id: string) => State): KnownModel {
  const { id, dimension, dtype, folder } = model;
  return {
    id,
    title: id,
    source: 'folder',
    folder,
    dimension,
    dtype,
    licence: null,
    commercialUse: null,
    verifiable: null,
    notes: [],
    fileBytes: null,
    onDisk: folder !== null,
    before: null,
    ...stateOf(id),
  };
}
