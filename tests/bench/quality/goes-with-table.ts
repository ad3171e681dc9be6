// What goes well together in the demo shop, by its truth: the same finish on another shape, beside plain find-similar.
import type { DemoTap } from '../../../apps/demo-shop/catalogue.ts';
import { printTable } from '../table.ts';
import { type Judged, judge, mean, pageSize, percent } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';

type Demo = QualityCatalogue<DemoTap>;
const goesWith = (one: DemoTap, other: DemoTap) =>
  one.body === other.body && one.handles === other.handles && one.shape !== other.shape;
// Every third, 128 of them, in a third of the time.
const everyNth = 3;

/** Takes the categories away at the end: call it last. */
export async function printGoesWithTable(demo: Demo): Promise<void> {
  const rows = [
    await measured(demo, 'find similar', 'similar?'),
    await measured(demo, 'the same, look=-1', 'similar?look=-1&'),
    await measured(demo, 'goes with', 'goes-with?'),
    await measured(demo, 'goes with, diversity=0.1', 'goes-with?diversity=0.1&'),
  ];
  await demo.on.database.pool.query("update products set category = '{}'");
  rows.push(await measured(demo, 'goes with, a catalogue without categories', 'goes-with?'));
  printTable(
    'demo shop, what goes with a tap: the same finish on another shape',
    ['asked', 'P@10', 'P@4', 'chance', 'shapes among the first 4'],
    rows,
  );
}

async function measured(demo: Demo, name: string, route: string): Promise<string[]> {
  const judged: Judged[] = [];
  const firstFour: number[] = [];
  const shapes: number[] = [];
  for (const { id, truth } of demo.products.filter((_, i) => i % everyNth === 0)) {
    const others = demo.products.filter((one) => one.id !== id).map((one) => one.truth);
    const isRight = (tap: DemoTap) => goesWith(truth, tap);
    const hits = await demo.ask(`/api/products/${id}/${route}limit=${pageSize}`);
    const four = hits.slice(0, 4).map((hit) => hit.truth);
    judged.push(judge('', hits, { all: others, isRight }));
    firstFour.push(mean(four.map((tap) => Number(isRight(tap)))));
    shapes.push(new Set(four.map(({ shape }) => shape)).size);
  }
  const shares = [judged.map(({ precision }) => precision), firstFour, judged.map(({ chance }) => chance)];
  return [name, ...shares.map((share) => percent(mean(share))), mean(shapes).toFixed(1)];
}
