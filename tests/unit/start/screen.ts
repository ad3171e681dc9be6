// A terminal's screen, as far as progress bars use one: cursor up, to a column, erase line and below.

/** @returns the lines that someone would see, without the spaces at their ends */
export function linesOnScreen(written: string): string[] {
  const lines: string[][] = [[]];
  let [row, column] = [0, 0];
  const line = (at: number): string[] => {
    while (lines.length <= at) lines.push([]);
    return lines[at] ?? [];
  };
  const command = (letter: string, count: number | undefined) => {
    if (letter === 'A') row = Math.max(0, row - (count ?? 1));
    else if (letter === 'G') column = (count ?? 1) - 1;
    else if (letter === 'K') line(row).length = count === 2 ? 0 : Math.min(column, line(row).length);
    else if (letter === 'J') lines.length = row + 1;
    else throw new Error(`the screen does not know the command ${letter}`);
  };
  for (const [, mode, count, letter, character] of written.matchAll(/\p{Cc}\[(\??)(\d*)([A-Za-z])|(.)/gsu)) {
    if (letter !== undefined) {
      // `?25l` and the like hide the cursor: nothing on the screen changes.
      if (mode === '') command(letter, count ? Number(count) : undefined);
    } else if (character === '\r') column = 0;
    else if (character === '\n') [row, column] = [row + 1, 0];
    else {
      const at = line(row);
      while (at.length < column) at.push(' ');
      at[column++] = character ?? '';
    }
  }
  line(row);
  return lines.map((cells) => cells.join('').trimEnd());
}
