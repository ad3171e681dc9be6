// `lookalike classify`: which class each product or photo belongs to, by names or by examples, or that it is none of these.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { readMappable } from '../../../catalog/map/mappable-products.ts';
import { readWords } from '../../../catalog/map/read-map.ts';
import type { Filters } from '../../../catalog/products/filters.ts';
import { withPriceBasis } from '../../../catalog/products/price-basis.ts';
import { categoryClasses } from '../../classes/category-classes.ts';
import { type Classified, type Classifier, createClassifier } from '../../classes/classifier.ts';
import { type ClassSpec, resolveClasses } from '../../classes/resolve-classes.ts';
import { type QuerySources, resolveParts } from '../../composed/composed-query.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { readExamples } from '../examples.ts';
import { type FilterOptions, toFilters } from '../filter-options.ts';
import { withQuerySources } from '../query-sources.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

interface ClassifyOptions extends FilterOptions {
  class?: string[];
  examples?: string;
  byCategory?: boolean;
  margin: number;
  top: number;
  json?: boolean;
}

export async function classify(
  context: CommandContext,
  targets: string[],
  options: ClassifyOptions,
): Promise<void> {
  const specs = await readSpecs(options);
  const { progress, signal, config } = context;
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    await withQuerySources(context, db, async (sources, notices) => {
      const resolved = options.byCategory
        ? { classes: await categoryClasses(db, sources.modelId), notices: [] }
        : await resolveClasses(specs, sources);
      for (const notice of [...notices, ...resolved.notices]) progress.say(notice);
      if (resolved.classes.length < 2)
        throw new CommandFailed('Fewer than two categories have five products with a photo; name classes.');
      const classifier = createClassifier(resolved.classes, options);
      sayAccuracy(context, classifier);
      const print = printer(context, options);
      if (targets.length > 0) return classifyTargets(targets, { sources, classifier, print });
      const { filters } = await withPriceBasis(db, toFilters(options), { comparesPrices: false });
      await classifyCatalogue(sources, { filters, classifier, print, signal });
    });
  } finally {
    await database.close();
  }
}

async function readSpecs(options: ClassifyOptions): Promise<ClassSpec[]> {
  const given = [options.class, options.examples, options.byCategory].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new CommandFailed(
      'Say which classes there are, in one way: --class gold --class chrome, --examples FILE or --by-category.',
    );
  const lines = options.examples === undefined ? [] : await readExampleFile(options.examples);
  const named = [...(options.class ?? []).map(splitClass), ...lines];
  const byName = Map.groupBy(named, ({ name }) => name);
  return Promise.all(
    [...byName].map(async ([name, ofName]) => {
      const typed = ofName.map(({ examples }) => examples).join(',');
      return { name, parameter: name, examples: await readExamples(typed, name) };
    }),
  );
}

interface Typed {
  name: string;
  examples: string;
}

/** `gold`, or `gold=17,23`. */
function splitClass(typed: string): Typed {
  const at = typed.indexOf('=');
  const name = (at === -1 ? typed : typed.slice(0, at)).trim();
  if (name === '')
    throw new CommandFailed(`--class ${typed}: a class needs a name, such as gold or gold=17,23.`);
  return { name, examples: at === -1 ? '' : typed.slice(at + 1) };
}

/** NDJSON: {"class": "gold", "example": 17}, where the example is an id, a photo or a text. */
async function readExampleFile(file: string): Promise<Typed[]> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const lines: Typed[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input })) {
      number++;
      if (line.trim() === '') continue;
      const { class: name, example } = JSON.parse(line) as Record<string, unknown>;
      if (typeof name !== 'string' || !['string', 'number'].includes(typeof example)) throw new SyntaxError();
      lines.push({ name, examples: String(example) });
    }
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new CommandFailed(`${file}, line ${number}: it must be like {"class": "gold", "example": 17}.`, {
        cause,
      });
    throw new CommandFailed(`${file} can't be read (${(cause as Error).message}).`, { cause });
  }
  return lines;
}

function sayAccuracy({ progress }: CommandContext, classifier: Classifier): void {
  const counts = classifier.leaveOneOut();
  if (counts === null) return;
  const { examples, right, none } = counts;
  const share = (count: number) => `${((100 * count) / examples).toFixed(1)} %`;
  const got = examples - none;
  const rightOfGot = got === 0 ? '' : `, ${((100 * right) / got).toFixed(1)} % of what gets a label`;
  progress.say(
    `Leaving out one example at a time: ${share(right)} of ${examples} are right${rightOfGot}; ${share(none)} are none of these.`,
  );
}

interface Target {
  id?: number;
  photo?: string;
  title?: string | undefined;
}
type Print = (target: Target, classified: Classified) => void;

function printer({ print }: CommandContext, { json, top }: ClassifyOptions): Print {
  return (target, { label, margin, scores }) => {
    const best = scores.slice(0, top);
    if (json) {
      const rounded = best.map(({ name, score }) => ({ name, score: round(score) }));
      return print(JSON.stringify({ ...target, label, margin: round(margin), scores: rounded }));
    }
    const others = best.map(({ name, score }) => `${name} ${score.toFixed(3)}`).join(', ');
    const what = target.photo ?? `${target.id}  ${target.title?.replaceAll(/\s+/g, ' ') ?? ''}`;
    print([label ?? '(none of these)', what, others].join('  '));
  };
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

async function classifyTargets(
  targets: readonly string[],
  { sources, classifier, print }: { sources: QuerySources; classifier: Classifier; print: Print },
): Promise<void> {
  for (const typed of targets) {
    const query = await readExamples(typed, typed);
    const parts = await resolveParts(query, sources);
    const titles = await readWords(
      sources.db,
      query.products.map(({ productId }) => productId),
    );
    const named: Target[] = [
      ...query.texts.map(({ text }) => ({ photo: text })),
      ...query.products.map(({ productId }) => ({
        id: productId,
        title: titles.find(({ id }) => id === productId)?.title,
      })),
      ...query.photos.map(({ name }) => ({ photo: name })),
    ];
    for (const [i, { vector }] of parts.entries()) print(named[i] ?? {}, classifier.classify(vector));
  }
}

const batchSize = 250;

async function classifyCatalogue(
  { db, modelId }: QuerySources,
  {
    filters,
    classifier,
    print,
    signal,
  }: {
    filters: Filters;
    classifier: Classifier;
    print: Print;
    signal: AbortSignal;
  },
): Promise<void> {
  for (let afterId = 0; !signal.aborted; ) {
    const batch = await readMappable(db, modelId, { afterId, limit: batchSize, filters });
    const last = batch.at(-1);
    if (!last) break;
    const words = await readWords(
      db,
      batch.map(({ productId }) => productId),
    );
    const titles = new Map(words.map(({ id, title }) => [id, title]));
    for (const { productId: id, vector } of batch)
      print({ id, title: titles.get(id) }, classifier.classify(vector));
    afterId = last.productId;
    await setImmediate();
  }
}
