// Reads one JSON list as a stream, entry by entry: a list of a gigabyte takes the memory of its largest entry.
import type { Readable } from 'node:stream';
import type { SourceRow } from '../../workers/import-row.ts';

// What keeps a file without an end from filling the memory.
const longestEntry = 64 * 1024 * 1024;

export async function* readJsonList(stream: Readable): AsyncIterable<SourceRow> {
  stream.setEncoding('utf8');
  const list = createSplitter();
  let line = 0;
  for await (const chunk of stream) {
    for (const text of list.push(String(chunk))) {
      line += 1;
      yield parse(text, line);
    }
    if (list.problem()) break;
  }
  const problem = list.problem() ?? list.end();
  if (problem !== null) yield { line: line + 1, problem };
}

function parse(text: string, line: number): SourceRow {
  try {
    return { line, row: JSON.parse(text) };
  } catch (error) {
    return { line, problem: `it is not JSON: ${(error as Error).message}` };
  }
}

/** Cuts the text of a list at the commas between its entries; what is in an entry is left to JSON.parse. */
function createSplitter() {
  let entry = '';
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let isOver = false;
  let problem: string | null = null;

  const take = (char: string): string | null => {
    if (inString) {
      if (isEscaped) isEscaped = false;
      else if (char === '\\') isEscaped = true;
      else if (char === '"') inString = false;
      return null;
    }
    if (char === '"') inString = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    return (char === ',' && depth === 1) || (char === ']' && depth === 0) ? entry.trim() : null;
  };

  return {
    *push(chunk: string): Iterable<string> {
      for (const char of chunk) {
        if (problem !== null) return;
        const isOutside = depth === 0;
        const done = take(char);
        if (done !== null) {
          if (done !== '' || char === ',') yield done;
          entry = '';
          isOver = depth === 0;
        } else if (isOutside) problem = strayCharacter(char, isOver);
        else entry += char;
        if (entry.length > longestEntry) problem = `it has more than ${longestEntry / 1024 / 1024} MB`;
      }
    },
    problem: () => problem,
    end: () => (isOver ? null : 'the list ends in the middle'),
  };
}

/** Outside of the list there is only white space. */
function strayCharacter(char: string, isOver: boolean): string | null {
  if (/[\s\uFEFF]/.test(char) || (char === '[' && !isOver)) return null;
  return `it is not a JSON list: there is ${JSON.stringify(char)} outside of it`;
}
