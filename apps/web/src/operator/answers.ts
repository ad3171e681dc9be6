// The shapes of the API's answers to operators, as the API states them.
import type { z } from 'zod';
import type {
  catalogueHealthAnswer,
  checkAnswer,
  recallAnswer,
  slowRequestsAnswer,
} from '../../../api/health-schemas.ts';
import type { failuresAnswer, handledAnswer, queueAnswer } from '../../../api/queue-schemas.ts';
import type { placeholder } from '../../../api/routes/placeholders.ts';
import type { changesAnswer, retryAnswer, runDetail, startedAnswer } from '../../../api/run-schemas.ts';

export type { DryRunEnd, DryRunPhoto, DryRunProduct } from '../../../api/dry-run-schemas.ts';
export type { Run, RunProgress, ShopAnswer as Shop } from '../../../api/run-schemas.ts';
export type RunDetail = z.infer<typeof runDetail>;
export type RunChanges = z.infer<typeof changesAnswer>;
export type RunChange = RunChanges['changes'][number];
export type Retry = z.infer<typeof retryAnswer>;
export type StartedRun = z.infer<typeof startedAnswer>;

export type Queue = z.infer<typeof queueAnswer>;
export type QueueState = Queue['queues'][number];
export type QueueName = QueueState['name'];
export type Worker = Queue['workers'][number];
export type WorkerJob = Worker['jobs'][number];
export type FailureGroup = z.infer<typeof failuresAnswer>['groups'][number];
export type Failure = FailureGroup['examples'][number];
export type Handled = z.infer<typeof handledAnswer>;
export type Health = z.infer<typeof catalogueHealthAnswer>;
export type HealthReport = NonNullable<Health['report']>;
export type CheckResult = z.infer<typeof checkAnswer>['results'][number];
export type Recall = z.infer<typeof recallAnswer>;
export type SlowRequest = z.infer<typeof slowRequestsAnswer>['requests'][number];
export type Placeholder = z.infer<typeof placeholder>;
