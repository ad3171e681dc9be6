// Reads a site file: YAML in, a checked site definition out, or one sentence that names file, line and what is allowed.
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { siteSchema } from './site-schema.ts';
import type { SiteDefinition } from './site-shape.ts';

export { isWanted } from './site-pages.ts';
export type { SiteDefinition } from './site-shape.ts';

/** A site file that can't be used. The message names the file, the line, what is wrong and what is allowed. */
export class BadSiteDefinition extends Error {
  readonly fileName: string;
  /** From 1. */
  readonly line: number;

  constructor(fileName: string, line: number, what: string, options?: ErrorOptions) {
    super(`${fileName}:${line}: ${what}`, options);
    this.name = 'BadSiteDefinition';
    this.fileName = fileName;
    this.line = line;
  }
}

/** A file larger than this is something else. */
const longestFile = 1_000_000;

/**
 * @param fileName for messages only
 * @throws BadSiteDefinition for the first thing that is wrong
 */
export function parseSiteDefinition(yamlText: string, fileName: string): SiteDefinition {
  if (yamlText.length > longestFile) {
    throw new BadSiteDefinition(fileName, 1, `larger than ${longestFile} characters; this is no site file.`);
  }
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    throw new BadSiteDefinition(fileName, lines.linePos(error.pos[0]).line, `${asSentence(error.message)}`, {
      cause: error,
    });
  }
  const parsed = siteSchema.safeParse(toPlainData(document, fileName));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new BadSiteDefinition(fileName, 1, 'can’t be used as a site file.');
  const path = pathOf(issue);
  throw new BadSiteDefinition(fileName, lineOf(document, path, lines), asSentence(describe(issue, path)), {
    cause: parsed.error,
  });
}

function toPlainData(document: Document, fileName: string): unknown {
  try {
    // Few aliases: a file that unfolds without end is refused.
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new BadSiteDefinition(fileName, 1, 'its aliases unfold into too much; write them out.', { cause });
  }
}

/** Of an unknown key the key itself, so that its own line is named. */
function pathOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
}

function lineOf(document: Document, path: PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function describe(issue: z.core.$ZodIssue, path: PropertyKey[]): string {
  const where = path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
