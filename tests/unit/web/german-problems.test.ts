// Errors of the API have their German: by the code, and where the server says more, by its sentence.
import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { problemCatalogue, problemCodes } from '../../../apps/api/problems.ts';
import { de } from '../../../apps/web/src/strings/de.ts';
import { germanProblem } from '../../../apps/web/src/strings/de-problems.ts';

test('every code has German words of its own, whatever the server’s sentence is', async () => {
  const ofPages: Readonly<Record<string, string>> = de.problems;
  for (const code of problemCodes) {
    const said = ofPages[code] ?? (await de.problem(code, 'The server says something.'));
    expect(said, code).toMatch(/[.!?]$/);
    expect(said, code).not.toContain('The server');
    expect(said, code).not.toBe(problemCatalogue[code].meaning);
  }
});

/** Sentences as their source has them, with what is filled in. */
const sentences: [file: string, sentence: string, filledIn: Record<string, string>][] = [
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the source's own templates
  [
    'catalog/crawls/run-control.ts',
    'Run ${id} has ended (${stateOf(run)}).',
    { id: '7', 'stateOf(run)': 'done' },
  ],
  ['catalog/crawls/run-control.ts', 'Run ${id} is not paused, so there is nothing to resume.', { id: '7' }],
  [
    'catalog/crawls/run-control.ts',
    'Run ${id} is not suspicious (${stateOf(run)}), so there is nothing to confirm.',
    { id: '7', 'stateOf(run)': 'going on' },
  ],
  [
    'catalog/crawls/run-control.ts',
    'The shop of run ${id} has had another run since; look at that one instead.',
    { id: '7' },
  ],
  [
    'catalog/crawls/retry-failures.ts',
    'Run ${run.id} is being cancelled; ask again when it has ended.',
    { 'run.id': '7' },
  ],
  [
    'catalog/crawls/retry-failures.ts',
    'No page of run ${run.id} waits to be asked again for the reason "${failed.reason}".',
    { 'run.id': '7', 'failed.reason': 'timeout' },
  ],
  [
    'catalog/photos/model-switches.ts',
    'A switch to ${other.model} is under way; abandon it first.',
    { 'other.model': 'starter' },
  ],
  ['catalog/photos/model-switches.ts', '${model} is active already, or not known.', { model: 'starter' }],
  ['catalog/photos/model-switches.ts', 'No switch of the model is under way.', {}],
  [
    'catalog/photos/model-switches.ts',
    'No switch of the model is under way that is complete and checked.',
    {},
  ],
  ['catalog/photos/model-switches.ts', 'There is no earlier model to go back to.', {}],
  [
    'apps/models/remove-vectors.ts',
    '${id} answers the searches; switch to another first.',
    { id: 'starter' },
  ],
  [
    'apps/models/remove-vectors.ts',
    '${user.name} still has searches under ${id}; try again in half a minute.',
    { 'user.name': 'host/1', id: 'starter' },
  ],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the source's own templates
];

it.each(sentences)('%s: %s', (file, sentence, filledIn) => {
  expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')).toContain(sentence);
  const said = sentence.replace(/\$\{([\w.()]+)\}/g, (_hole, name: string) => filledIn[name] ?? '');
  const german = germanProblem('no_such_code', said);
  expect(german).not.toBe(said);
  for (const value of ['7', 'starter', 'host/1']) if (said.includes(value)) expect(german).toContain(value);
});

it('a code that is newer than the page leaves the server’s sentence', () => {
  expect(germanProblem('from_the_future', 'It rains.')).toBe('It rains.');
});
