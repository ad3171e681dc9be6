// How fast photos and texts become vectors, beside @huggingface/transformers with the same model folder doing the same.
import { defineBench, numbers } from './define-bench.ts';
import { benchModel } from './encode/bench-model.ts';
import { benchTexts } from './encode/bench-texts.ts';
import { type Contested, contest, type Pair } from './encode/contest.ts';
import type { EncodeReport, Latency, Rate } from './encode/encode-task.ts';
import { scaledPhotos } from './encode/scaled-photos.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    models: { type: 'string', default: 'starter,base-patch32' },
    sizes: { type: 'string', default: '500,2000' },
    cores: { type: 'string', default: '1,2' },
    photos: { type: 'string', default: '64' },
    texts: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
  quick: { models: 'starter,small', sizes: '500', cores: '2', photos: '4', texts: '8', rounds: '1' },
  measure: (values) =>
    benchEncode({
      models: values.models.split(','),
      sizes: numbers(values.sizes),
      cores: numbers(values.cores),
      photos: Number(values.photos),
      texts: Number(values.texts),
      rounds: Number(values.rounds),
    }),
});

interface EncodeBenchSettings {
  models: string[];
  /** Longest sides of the photos in pixels. */
  sizes: number[];
  cores: number[];
  photos: number;
  texts: number;
  rounds: number;
}

async function benchEncode(settings: EncodeBenchSettings): Promise<void> {
  const { sizes, rounds } = settings;
  const scaled = await Promise.all(sizes.map((side) => scaledPhotos(side, settings.photos)));
  const photos = Object.fromEntries(sizes.map((side, i) => [side, scaled[i]?.files ?? []]));
  const texts = benchTexts(settings.texts);
  const rows: Record<'photos' | 'texts', string[][]> = { photos: [], texts: [] };
  for (const model of settings.models) {
    const measured = await benchModel(model);
    for (const cores of settings.cores) {
      const result = await contest(measured, { photos, texts }, { cores, rounds });
      const setting = `${measured.name}, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
      rows.photos.push(...photoRows(result, sizes).map((row) => [setting, ...row]));
      rows.texts.push(...textRows(result).map((row) => [setting, ...row]));
    }
  }
  const described = sizes.map((side, i) => `${side} px (${scaled[i]?.kilobytes} KB)`).join(' and ');
  const unit = `a second (and CPU ms of each), medians of ${rounds} rounds`;
  printTable(
    `${settings.photos} ${scaled[0]?.what} of ${described}: photos ${unit}`,
    ['model', 'by', ...sizes.map((side) => `${side} px`), 'ready tensors', 'peak MB'],
    rows.photos,
  );
  printTable(
    `\n${texts.length} texts: texts ${unit}; ms p50 / p99 of each`,
    ['model', 'by', 'all at once', 'one by one', 'ms', 'ms while photos are embedded'],
    rows.texts,
  );
}

interface Result {
  contested: Contested[];
  pairs: Pair[];
}

/** One for each way, and for each pair one with how many times as fast the best way of ours is as the best of theirs. */
function photoRows({ contested, pairs }: Result, sizes: number[]): string[][] {
  const ways = contested.flatMap(({ name, reports }) =>
    Object.keys(reports[0]?.photos ?? {}).map((way) => [
      `${name}, ${way}`,
      ...sizes.map((size) => rateText(reports, ({ photos }) => photos[way]?.[size])),
      rateText(reports, ({ bare }) => bare[way]),
      median(reports, ({ peakMb }) => peakMb).toFixed(0),
    ]),
  );
  const ratios = pairs.map((pair) => [
    nameOf(pair),
    ...sizes.map((size) => ratio(pair, ({ photos }) => Object.values(photos).map((way) => way[size]))),
    ratio(pair, ({ bare }) => Object.values(bare)),
    '',
  ]);
  return [...ways, ...ratios];
}

const nameOf = ({ ours, theirs }: Pair) => `${ours.name} / ${theirs.name}`;

function textRows({ contested, pairs }: Result): string[][] {
  const each = contested.map(({ name, reports }) => [
    name,
    rateText(reports, ({ together }) => together),
    rateText(reports, ({ alone }) => alone),
    latencyText(reports, ({ alone }) => alone),
    latencyText(reports, ({ meanwhile }) => meanwhile),
  ]);
  const ratios = pairs.map((pair) => [
    nameOf(pair),
    ratio(pair, ({ together }) => [together]),
    ratio(pair, ({ alone }) => [alone]),
    ratio(pair, ({ alone }) => [{ perSecond: 1 / alone.p50 }]),
    ratio(pair, ({ meanwhile }) => [{ perSecond: 1 / meanwhile.p50 }]),
  ]);
  return [...each, ...ratios];
}

const median = (reports: EncodeReport[], read: (report: EncodeReport) => number) =>
  percentile(reports.map(read), 0.5);

function rateText(reports: EncodeReport[], read: (report: EncodeReport) => Rate | undefined): string {
  const perSecond = median(reports, (report) => read(report)?.perSecond ?? Number.NaN);
  const cpuMs = median(reports, (report) => read(report)?.cpuMs ?? Number.NaN);
  return Number.isNaN(perSecond) ? '' : `${perSecond.toFixed(1)} (${cpuMs.toFixed(1)})`;
}

function latencyText(reports: EncodeReport[], read: (report: EncodeReport) => Latency): string {
  const [p50, p99] = [median(reports, (one) => read(one).p50), median(reports, (one) => read(one).p99)];
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

/** Of what is faster in each round, since the rounds alternate; then the middle one. */
function ratio(
  { ours, theirs }: Pair,
  read: (report: EncodeReport) => (Pick<Rate, 'perSecond'> | undefined)[],
): string {
  const best = (report: EncodeReport | undefined) =>
    Math.max(...(report ? read(report) : []).map((rate) => rate?.perSecond ?? 0));
  const ratios = ours.reports.map((report, round) => best(report) / best(theirs.reports[round]));
  return `${percentile(ratios, 0.5).toFixed(2)} x`;
}
