// Answers a question about the catalogue: understands it, finds products, and has them put into words where a language
// model is configured. Each step is told as soon as it is done.
import { commonestNames } from '../../catalog/lexical/named-terms.ts';
import { type Chat, LlmFailed } from '../llm/chat.ts';
import { answerByLlm } from './answer-by-llm.ts';
import { catalogueWordsFor } from './catalogue-words.ts';
import { createCitations } from './citations.ts';
import type { AskSources, FoundProduct } from './find-products.ts';
import { readQuestion } from './read-question.ts';
import { findOrRelax } from './relax.ts';
import { type CatalogueNames, understandByLlm } from './understand-by-llm.ts';
import type { Understood } from './understood.ts';

export interface AskOptions extends AskSources {
  /** Null where none is configured: then the products are the answer. */
  chat: Chat | null;
  signal: AbortSignal;
  /** Most products. */
  limit: number;
  /** Hears why the model did not answer, for the log. */
  onLlmFailed?: (error: LlmFailed) => void;
}

export type AskEvent =
  | { event: 'understood'; data: { understood: Understood; by: 'rules' | 'llm' } }
  | { event: 'products'; data: { products: FoundProduct[] } }
  | { event: 'text'; data: { text: string } }
  | { event: 'end'; data: AskEnd };

export interface AskEnd {
  /** Who put the answer into words; `search`: nobody, the products are the answer. */
  answeredBy: 'llm' | 'search';
  /** Ids of the products that the answer cites, in its order. */
  cited: number[];
  /** How many citations named a product that was not found, and were left out. */
  droppedCitations: number;
  notices: string[];
}

/** @throws what the sources throw; a language model that fails is told in the notices */
export async function* ask(question: string, options: AskOptions): AsyncGenerator<AskEvent, void> {
  const { chat, signal, limit, onLlmFailed } = options;
  const notices: string[] = [];
  const failed = (error: unknown) => {
    if (!(error instanceof LlmFailed) || signal.aborted) throw error;
    onLlmFailed?.(error);
    notices.push(`${error.message} ${searchOnly}`);
  };
  let llm = chat;
  const catalogue = await catalogueWordsFor(options.db, question);
  let asked = readQuestion(question, catalogue);
  let by: 'rules' | 'llm' = 'rules';
  if (llm) {
    try {
      const names = await catalogueNames(options, catalogue);
      const said = await understandByLlm(llm, question, names, signal);
      if (said) [asked, by] = [said, 'llm'];
    } catch (error) {
      failed(error);
      // It would keep the shopper waiting a second time.
      llm = null;
    }
  } else notices.push(`No language model is configured. ${searchOnly}`);
  const { currencies } = catalogue;
  const { found, understood, notices: findings } = await findOrRelax(options, { asked, currencies, limit });
  notices.unshift(...findings);
  yield { event: 'understood', data: { understood, by } };
  yield { event: 'products', data: { products: found } };
  const citations = createCitations(new Set(found.map(({ product }) => product.id)));
  let isAnswered = false;
  if (llm && found.length > 0) {
    try {
      for await (const piece of answerByLlm(llm, question, found, signal)) {
        const text = citations.push(piece);
        if (text === '') continue;
        isAnswered = true;
        yield { event: 'text', data: { text } };
      }
      const rest = citations.end();
      if (rest !== '') yield { event: 'text', data: { text: rest } };
    } catch (error) {
      failed(error);
    }
  }
  yield {
    event: 'end',
    data: {
      answeredBy: isAnswered ? 'llm' : 'search',
      cited: [...citations.cited],
      droppedCitations: citations.dropped,
      notices,
    },
  };
}

const searchOnly =
  'These are the products that the search found, with the sentences of their descriptions that match.';

// More would fill the model's context with names that nobody asked for; those in the question always come along.
const mostNames = 60;

async function catalogueNames(
  { db }: AskSources,
  { terms, shops, currencies }: Awaited<ReturnType<typeof catalogueWordsFor>>,
): Promise<CatalogueNames> {
  const named = (kind: 'brand' | 'category') =>
    terms.filter((term) => term.kind === kind).map(({ label }) => label);
  const [brands, categories] = await Promise.all([
    commonestNames(db, 'brand', mostNames),
    commonestNames(db, 'category', mostNames),
  ]);
  return {
    brands: [...new Set([...named('brand'), ...brands])],
    categories: [...new Set([...named('category'), ...categories])],
    shops: shops.slice(0, mostNames),
    currencies,
  };
}
