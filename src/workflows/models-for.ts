import { CancellationScope, proxyActivities } from '@temporalio/workflow';
import type { ModelAnswer } from '../activities/choose-models.js';
import type { Activities } from '../activities/index.js';
import { isKnownModel, models } from '../domain/models.js';
import { rethrowRefusal } from './rethrow-refusal.js';

const { chooseModels } = proxyActivities<Activities['main']>({
  startToCloseTimeout: '10 seconds',
  summary: 'find the models that may serve the request',
});

/**
 * Models that Reelwork has learnt after users could define them: histories of their generations hold the question, so it is
 * asked for ever. Every new model of a gateway that an earlier release knew belongs in here.
 */
const learntLater: readonly string[] = [];

/**
 * The models that may serve a request, the preferred first: one, unless its caller has left the choice to Reelwork. A
 * model that Reelwork knows by itself needs no asking. Rejects where there is none.
 */
export async function modelsFor(
  request: { readonly model?: unknown } | undefined,
  options?: unknown,
): Promise<ModelAnswer['choices']> {
  const model = request?.model;
  if (isKnownModel(model) && !learntLater.includes(model)) return [{ model, facts: models[model] }];
  const { choices } = await CancellationScope.nonCancellable(() =>
    chooseModels({ request, options }).catch(rethrowRefusal),
  );
  return choices;
}
