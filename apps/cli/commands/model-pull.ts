// `lookalike model pull ID`: downloads a model, going on where an earlier download stopped, once all is agreed to.
import { createInterface } from 'node:readline/promises';
import { type Consent, consentQuestions } from '../../../clip/consent.ts';
import { downloadModel } from '../../../clip/download-model.ts';
import { isModelComplete, modelFolder } from '../../../clip/model-folder.ts';
import { findModel, offeredDtypes, withPrecision } from '../../../clip/models.ts';
import type { Dtype, ModelSpec } from '../../../clip/registry/model-spec.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export interface PullOptions {
  acceptLicence?: boolean;
  unverified?: boolean;
  all?: boolean;
}

export async function modelPull(context: CommandContext, id: string, options: PullOptions): Promise<void> {
  const found = findModel(id);
  if (found.source.kind === 'shipped')
    return context.print(`${id} ships with Lookalike: there is nothing to download.`);
  if (found.source.kind === 'export')
    throw new CommandFailed(
      `${found.source.repo} is published without ONNX graphs: export them as docs/models.md shows, then \`lookalike model add FOLDER --id ${id}\`.`,
    );
  for (const dtype of wantedDtypes(found, context.config.clipDtype, options))
    await pull(context, withPrecision(found, dtype), dtype, options);
}

/** An id that names its precision (`…-q8`) settles it. */
function wantedDtypes(spec: ModelSpec, setting: Dtype | 'auto', { all }: PullOptions): Dtype[] {
  const offered = offeredDtypes(spec);
  const named = offered.find((dtype) => spec.id.endsWith(`-${dtype}`));
  if (named) return [named];
  if (all) return offered;
  return [setting === 'auto' ? 'fp32' : setting];
}

async function pull(
  { config, progress, signal, print }: CommandContext,
  spec: ModelSpec,
  dtype: Dtype,
  options: PullOptions,
): Promise<void> {
  const folder = modelFolder(spec, config.modelDir);
  if (await isModelComplete(spec, folder, dtype)) return print(`${spec.id} is already in ${folder}.`);
  const consent = await askConsent(spec, dtype, options, signal);
  const bar = progress.start(`Downloading ${spec.id}`, 'MB');
  const unverified = await downloadModel(spec, {
    folder,
    dtype,
    consent,
    endpoint: config.hfEndpoint,
    token: config.hfToken,
    signal,
    onProgress: (done, total) => bar.update(Math.round(done / 1e6), Math.round(total / 1e6)),
  });
  bar.finish();
  print(`${spec.id} is in ${folder}.`);
  for (const { path, sha256 } of unverified) print(`not verified: ${path} came with sha256 ${sha256}`);
}

/** Asks on a terminal what the options don't answer; elsewhere the download says which option is missing. */
async function askConsent(
  spec: ModelSpec,
  dtype: Dtype,
  { acceptLicence, unverified }: PullOptions,
  signal: AbortSignal,
): Promise<Consent> {
  const consent: Consent = { licence: acceptLicence ?? false, unverified: unverified ?? false };
  if (!process.stdin.isTTY || !process.stderr.isTTY) return consent;
  const open = consentQuestions(spec, dtype).filter(({ about }) => !consent[about]);
  if (open.length === 0) return consent;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (const { about, statement } of open) {
      const answer = await terminal.question(`${statement} Download it all the same? [y/N] `, { signal });
      if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailed('Nothing was downloaded.');
      consent[about] = true;
    }
  } finally {
    terminal.close();
  }
  return consent;
}
