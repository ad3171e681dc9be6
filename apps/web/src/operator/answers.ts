// The shapes of the API's answers to operators, as the API states them.
import type { z } from 'zod';
import type { changesAnswer, retryAnswer, runDetail, startedAnswer } from '../../../api/run-schemas.ts';

export type { DryRunEnd, DryRunPhoto, DryRunProduct } from '../../../api/dry-run-schemas.ts';
export type { Run, RunProgress, ShopAnswer as Shop } from '../../../api/run-schemas.ts';
export type RunDetail = z.infer<typeof runDetail>;
export type RunChanges = z.infer<typeof changesAnswer>;
export type RunChange = RunChanges['changes'][number];
export type Retry = z.infer<typeof retryAnswer>;
export type StartedRun = z.infer<typeof startedAnswer>;
