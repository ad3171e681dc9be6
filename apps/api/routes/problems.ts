// GET /api/problems and /api/problems/{code}: the pages that the `type` of a problem points to.
import { defineRoute } from '../define-route.ts';
import { noParams, noQuery, problemParams } from '../parameters.ts';
import { type ProblemCode, problemCatalogue, problemCodes } from '../problems.ts';
import { problemKind, problemsAnswer } from '../schemas.ts';

export const problemsRoute = defineRoute({
  path: '/api/problems',
  id: 'problems',
  tag: 'service',
  summary: 'Every error code and what it means',
  query: noQuery,
  params: noParams,
  answer: problemsAnswer,
  problems: [],
  answerTo: () => Promise.resolve({ problems: problemCodes.map(kindOf) }),
});

export const problemRoute = defineRoute({
  path: '/api/problems/{code}',
  id: 'problem',
  tag: 'service',
  summary: 'What one error code means',
  query: noQuery,
  params: problemParams,
  answer: problemKind,
  problems: ['problem_not_found'],
  notFound: 'problem_not_found',
  answerTo: (_services, { params }) => Promise.resolve(kindOf(params.code)),
});

function kindOf(code: ProblemCode) {
  return { code, ...problemCatalogue[code] };
}
