// What has to be agreed to before a model is downloaded: a licence without commercial use, files nobody can verify.
import { NeedsConsent } from './download-errors.ts';
import { modelFiles } from './models.ts';
import type { Dtype, ModelSpec } from './registry/model-spec.ts';

export interface Consent {
  /** To a licence that allows no commercial use. */
  licence?: boolean;
  /** To files that can't be told from others: no digest of them has been published. */
  unverified?: boolean;
}

export interface ConsentQuestion {
  about: keyof Consent;
  /** One sentence. */
  statement: string;
  /** The option of `lookalike model pull` that agrees. */
  option: string;
}

/** Whether a digest of every file has been published. */
export function isVerifiable(spec: ModelSpec, dtype: Dtype): boolean {
  return modelFiles(spec, dtype).every(({ sha256 }) => sha256 !== null);
}

/** What is asked of whoever downloads it; mostly nothing. */
export function consentQuestions(spec: ModelSpec, dtype: Dtype): ConsentQuestion[] {
  const questions: ConsentQuestion[] = [];
  const { name, allowsCommercialUse } = spec.licence;
  if (!allowsCommercialUse)
    questions.push({
      about: 'licence',
      statement: `${spec.id} is not free for commercial use (${name}).`,
      option: '--accept-licence',
    });
  const unknown = modelFiles(spec, dtype).filter(({ sha256 }) => sha256 === null);
  if (unknown.length > 0)
    questions.push({
      about: 'unverified',
      statement: `No digest of ${unknown.map(({ path }) => path).join(', ')} of ${spec.id} has been published, so what the hub sends can't be verified.`,
      option: '--unverified',
    });
  return questions;
}

/** @throws NeedsConsent */
export function requireConsent(spec: ModelSpec, dtype: Dtype, consent: Consent): void {
  const open = consentQuestions(spec, dtype).filter(({ about }) => !consent[about]);
  if (open.length === 0) return;
  throw new NeedsConsent(askedFor(spec, open));
}

/** What stands in the way, and what to say if it may. */
export function askedFor(spec: ModelSpec, questions: readonly ConsentQuestion[]): string {
  const statements = questions.map(({ statement }) => statement).join(' ');
  const options = questions.map(({ option }) => option).join(' ');
  return `${statements} If that is all right, say \`lookalike model pull ${spec.id} ${options}\`.`;
}
