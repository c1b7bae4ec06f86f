import { z } from 'zod';
import { idText } from '../wire-values.js';

export const batchPath = '/v1/tasks/batch';

/** "at most 50 ids" (gateways.md 1.1). */
export const largestBatch = 50;

/** `{"data": […]}` (gateways.md 1.1); what each of them tells, nobody documents. */
export const batchAnswer = z.object({ data: z.array(z.looseObject({ id: idText })) });

/** What is told of each task, by id. */
export const byId = ({ data }: z.output<typeof batchAnswer>): ReadonlyMap<string, unknown> =>
  new Map(data.map((task) => [task.id, task]));
