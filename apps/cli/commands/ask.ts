// `lookalike ask QUESTION`: an answer from the catalogue, as it is written, and the products it is about.
import { refreshTerms } from '../../../catalog/lexical/terms.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { type AskEnd, ask as askCatalogue } from '../../ask/ask.ts';
import { describeUnderstood } from '../../ask/describe-understood.ts';
import type { FoundProduct } from '../../ask/find-products.ts';
import type { Understood } from '../../ask/understood.ts';
import type { ResolvedQuery } from '../../composed/composed-query.ts';
import { createChat } from '../../llm/chat.ts';
import { priceText } from '../../start/amounts.ts';
import { harmless } from '../../start/harmless.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { resolveComposed } from '../resolve-composed.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

interface AskCommandOptions {
  limit: number;
  llm: boolean;
  json?: boolean;
}

export async function ask(
  context: CommandContext,
  words: string[],
  options: AskCommandOptions,
): Promise<void> {
  const { config, progress, signal, print } = context;
  const question = words.join(' ').trim();
  if (question === '')
    throw new CommandFailed(
      'There is no question: ask something, such as "which gold taps are under $150?".',
    );
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    await refreshTerms(db);
    // The encoder is opened for it; a question that gives something up looks for the same words again.
    let resolved: Promise<ResolvedQuery> | undefined;
    const events = askCatalogue(question, {
      db,
      model,
      resolve: (query) => (resolved ??= resolveComposed(context, db, query)),
      chat: config.llm && options.llm ? createChat(config.llm) : null,
      signal,
      limit: options.limit,
    });
    const answer: Answer = { text: '', products: [] };
    for await (const { event, data } of events) {
      if (event === 'understood') answer.understood = data;
      if (event === 'products') answer.products = data.products;
      if (event === 'end') answer.end = data;
      if (event === 'text') {
        answer.text += data.text;
        if (!options.json) write(progress, data.text);
      }
      if (event === 'understood' && !options.json) progress.say(describeUnderstood(data.understood));
    }
    if (options.json) print(JSON.stringify(documentOf(question, answer)));
    else printAnswer(context, answer);
  } finally {
    await database.close();
  }
}

interface Answer {
  text: string;
  products: FoundProduct[];
  understood?: { understood: Understood; by: 'rules' | 'llm' };
  end?: AskEnd;
}

/** As it comes: whoever waits for a model would rather read. */
function write(progress: CommandContext['progress'], text: string): void {
  progress.close();
  process.stdout.write(harmless(text));
}

function documentOf(question: string, { text, products, understood, end }: Answer) {
  return { question, ...understood, answer: text === '' ? null : text.trim(), products, ...end };
}

function printAnswer({ print, progress }: CommandContext, { text, products, end }: Answer): void {
  if (text !== '') print('\n');
  for (const notice of end?.notices ?? []) progress.say(notice);
  if (products.length === 0) progress.say('Nothing fits; ask for less at once.');
  const cited = end?.cited ?? [];
  // The answer speaks of these; what it leaves out would only be in the way.
  const shown = cited.length > 0 ? products.filter(({ product }) => cited.includes(product.id)) : products;
  for (const { product, sentences } of shown) {
    const price = product.price ? priceText(product.price) : '–';
    const title = product.title.replace(/\s+/g, ' ');
    print([`[${product.id}]`.padStart(8), price.padStart(11), title, product.url].join('  '));
    for (const sentence of sentences) print(`${' '.repeat(21)}  “${sentence}”`);
  }
}
