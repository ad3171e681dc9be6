// POST /api/model-switch and /api/model-switch/pause|resume|abandon|activate|rollback: operators switch the model.
import type { z } from 'zod';
import type { Queryable } from '../../../catalog/database/database.ts';
import {
  abandonSwitch,
  completeSwitch,
  pauseSwitch,
  resumeSwitch,
  rollBackSwitch,
  SwitchConflict,
} from '../../../catalog/photos/model-switches.ts';
import { UnknownModel } from '../../../catalog/photos/models.ts';
import { knownModels } from '../../models/known-models.ts';
import { beginSwitch } from '../../models/start-switch.ts';
import { defineRoute } from '../define-route.ts';
import { modelsAnswerOf } from '../model-answers.ts';
import { activateBody, modelsAnswer, startSwitchBody } from '../model-schemas.ts';
import { switching } from '../model-services.ts';
import { noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import type { ApiServices } from '../services.ts';
import { existingModel } from './models.ts';

const startSwitchRoute = defineRoute({
  method: 'post',
  path: '/api/model-switch',
  id: 'startModelSwitch',
  tag: 'operators',
  summary: 'Embed the catalogue under another model beside the active one, or go on with that',
  query: noQuery,
  params: noParams,
  body: startSwitchBody,
  answer: modelsAnswer,
  statuses: { 202: 'Workers are at it' },
  problems: ['model_not_found', 'model_switch_conflict', 'model_unavailable'],
  operatorsOnly: true,
  async answerTo(services, { body, response }) {
    const { model: id, ...options } = body;
    const wanted = await existingModel(services, id);
    await requireReady(services, wanted.id);
    const answer = await changed(services, () => beginSwitch(services.db, wanted, options));
    response.status(202);
    return answer;
  },
});

const activateRoute = defineRoute({
  method: 'post',
  path: '/api/model-switch/activate',
  id: 'activateModelSwitch',
  tag: 'operators',
  summary: 'Let the next model answer from now on; the old one is kept for going back',
  query: noQuery,
  params: noParams,
  body: activateBody,
  answer: modelsAnswer,
  problems: ['model_switch_conflict', 'model_unavailable'],
  operatorsOnly: true,
  answerTo: (services, { body }: { body: z.output<typeof activateBody> }) =>
    changed(services, () => completeSwitch(services.db, body)),
});

const commands: Record<string, { summary: string; change: (db: Queryable) => Promise<unknown> }> = {
  pause: { summary: 'Let the switch rest, over restarts too', change: pauseSwitch },
  resume: { summary: 'Go on with a paused switch', change: resumeSwitch },
  abandon: { summary: 'End the switch; the vectors made so far stay', change: abandonSwitch },
  rollback: { summary: 'Go back to the model before the latest switch', change: rollBackSwitch },
};

export const modelSwitchRoutes = [
  startSwitchRoute,
  activateRoute,
  ...Object.entries(commands).map(([command, { summary, change }]) =>
    defineRoute({
      method: 'post',
      path: `/api/model-switch/${command}`,
      id: `${command}ModelSwitch`,
      tag: 'operators',
      summary,
      query: noQuery,
      params: noParams,
      answer: modelsAnswer,
      problems: ['model_switch_conflict', 'model_unavailable'],
      operatorsOnly: true,
      answerTo: (services) => changed(services, () => change(services.db)),
    }),
  ),
];

/** @throws Problem model_unavailable when somebody has to agree to something first, on the command line */
async function requireReady(services: ApiServices, id: string): Promise<void> {
  const known = await knownModels(services.db, switching(services).files);
  const before = known.find((model) => model.id === id)?.before;
  if (before) throw new Problem('model_unavailable', before);
}

/** The state after it; this process answers with the active model by then. */
async function changed(services: ApiServices, change: () => Promise<unknown>) {
  const { models, files } = switching(services);
  try {
    await change();
  } catch (cause) {
    if (!(cause instanceof SwitchConflict || cause instanceof UnknownModel)) throw cause;
    throw new Problem('model_switch_conflict', cause.message, { cause });
  }
  await models.look();
  return modelsAnswerOf(services.db, files);
}
