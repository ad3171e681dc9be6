// Fashion photos: colour and kind in words, a title and its own photo, and a kind as a filter.
import { printTable } from '../table.ts';
import { type Judged, judge, mean, pageSize, percent, summaryOf } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';
import type { Garment } from './shared-photos.ts';

type Fashion = QualityCatalogue<Garment>;
// Fewer than this say more about luck than about the search.
const fewest = 5;

export async function printFashionTables(fashion: Fashion): Promise<void> {
  const { plain, filtered } = await byColourAndType(fashion);
  printTable(
    `fashion, ${fashion.products.length} photos, "black handbags"`,
    ['query', 'queries', 'P@10', 'chance'],
    [summaryOf('colour x kind in words', plain), summaryOf('the same, the kind as a filter', filtered)],
  );
  const titles = await titleRanks(fashion);
  const rowOf = (name: string, some: { rank: number }[]) => [
    name,
    some.length,
    ...[1, 10].map((k) => percent(mean(some.map(({ rank }) => Number(rank >= 1 && rank <= k))))),
    percent(pageSize / fashion.products.length),
  ];
  printTable(
    'fashion, a title and its own photo among all',
    ['titles', 'queries', 'recall@1', 'recall@10', 'chance@10'],
    [
      rowOf('all', titles),
      rowOf(
        'seen by the starter in training',
        titles.filter(({ isUnseen }) => !isUnseen),
      ),
      rowOf(
        'left out of its training',
        titles.filter(({ isUnseen }) => isUnseen),
      ),
    ],
  );
}

async function byColourAndType(fashion: Fashion): Promise<{ plain: Judged[]; filtered: Judged[] }> {
  const all = fashion.products.map(({ truth }) => truth);
  const groups = Map.groupBy(all, ({ baseColour, articleType }) => `${baseColour} ${articleType}`);
  const plain: Judged[] = [];
  const filtered: Judged[] = [];
  for (const [query, [first, ...others]] of groups) {
    if (!first || others.length + 1 < fewest) continue;
    const path = `/api/search?limit=${pageSize}&q=${encodeURIComponent(query.toLowerCase())}`;
    const isColour = ({ baseColour }: Garment) => baseColour === first.baseColour;
    const isType = ({ articleType }: Garment) => articleType === first.articleType;
    const isRight = (garment: Garment) => isColour(garment) && isType(garment);
    plain.push(judge(query, await fashion.ask(path), { all, isRight }));
    const hits = await fashion.ask(`${path}&category=${encodeURIComponent(first.articleType)}`);
    filtered.push(judge(query, hits, { all: all.filter(isType), isRight: isColour }));
  }
  return { plain, filtered };
}

/** Titles of several products can't be told apart by any search, so each counts once, for the best of them. */
async function titleRanks(fashion: Fashion): Promise<{ rank: number; isUnseen: boolean }[]> {
  const ranks: { rank: number; isUnseen: boolean }[] = [];
  for (const { truth } of fashion.products) {
    const [text] = await fashion.encoder.embedTexts([truth.title]);
    if (!text) throw new Error('The encoder gave no vector for a title.');
    const hits = await fashion.byVector(text.vector, pageSize);
    ranks.push({
      rank: hits.findIndex((hit) => hit.truth.title === truth.title) + 1,
      isUnseen: truth.isUnseen,
    });
  }
  return ranks;
}
