import { z } from 'zod';
import { idText } from '../wire-values.js';

export const batchPath = '/v1/tasks/batch';

/** "at most 50 ids" (gateways.md 1.1). */
export const largestBatch = 50;

/** `{"data": […]}`, each as its own status read would tell it (gateways.md 1.1). */
export const batchAnswer = z.object({ data: z.array(z.looseObject({ id: idText })) });

/** What is told of each task, by id. */
export const byId = ({ data }: z.output<typeof batchAnswer>): ReadonlyMap<string, unknown> =>
  new Map(data.map((task) => [task.id, task]));
