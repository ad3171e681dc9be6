// A table that fits the terminal: columns as wide as they need, the widest narrowed first.
import stringWidth from 'string-width';

/** A cell: one line, or several below each other. */
export type Cell = string | readonly string[];

export interface Column {
  title: string;
  /** Numbers stand at the right; default left. */
  align?: 'left' | 'right';
}

const gap = '  ';
// Less tells nothing; a terminal narrower than all columns at this width wraps.
const narrowest = 5;
const segmenter = new Intl.Segmenter();

/** @param width columns of the terminal @returns its lines, without spaces at their ends */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): string[] {
  const all = [columns.map(({ title }) => title), ...rows].map((row) => row.map(linesOf));
  const widths = widthsWithin(
    columns.map((_, i) => Math.max(...all.map((row) => Math.max(0, ...(row[i] ?? []).map(columnsOf))))),
    width - gap.length * (columns.length - 1),
  );
  return all.flatMap((row) => {
    const height = Math.max(1, ...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map(({ align }, i) => pad(row[i]?.[line] ?? '', widths[i] ?? 0, align ?? 'left'))
        .join(gap)
        .trimEnd(),
    );
  });
}

/** On standard output: as wide as its terminal; in a pipe nothing is left out. */
export function printTable(
  print: (line: string) => void,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  const { isTTY, columns: width } = process.stdout;
  for (const line of tableLines(columns, rows, isTTY ? width : Number.POSITIVE_INFINITY)) print(line);
}

/** The text in at most so many columns, an ellipsis at its end where something is missing. */
export function shortened(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of segmenter.segment(text)) {
    used += columnsOf(segment);
    if (used > columns) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const columnsOf = (text: string) => stringWidth(text);

const linesOf = (cell: Cell): string[] =>
  (typeof cell === 'string' ? [cell] : [...cell]).map((line) => line.replaceAll(/\s+/g, ' ').trim());

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const cut = shortened(text, width);
  const space = ' '.repeat(Math.max(0, width - columnsOf(cut)));
  return align === 'right' ? space + cut : cut + space;
}

function widthsWithin(natural: number[], room: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= narrowest) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
