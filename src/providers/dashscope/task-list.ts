import { z } from 'zod';
import type { ListedTask, TaskList, TimeSpan } from '../video-model.js';
import { optional, taskIdText, unixSeconds } from '../wire-values.js';
import { readings, readingsApartSeconds, toBeijingTime } from './beijing-time.js';

const pageSize = 100;
const mostPages = 5;

const time = z.union([unixSeconds.transform((seconds) => [seconds]), z.string().transform(readings)]);

/** Under which name a row tells when its task was made, nobody documents: these have been seen. */
const row = z.object({
  task_id: taskIdText,
  gmt_create: optional(time),
  submit_time: optional(time),
  start_time: optional(time),
});

/** One page of `GET /api/v1/tasks/`. A row that can't be read makes the page one that can't. */
export const listAnswer = z.union([
  z.object({ data: z.array(row), total: optional(z.number()) }),
  z
    .object({ output: z.object({ tasks: z.array(row) }) })
    .transform(({ output }) => ({ data: output.tasks, total: null })),
]);

/** A window around the span that holds it however its bounds are read; "≤ 24 h" (gateways.md 7). */
export function listPath(model: string, { from, to }: TimeSpan, page: number): string {
  const query = {
    start_time: toBeijingTime(from - readingsApartSeconds),
    end_time: toBeijingTime(to + readingsApartSeconds),
    model_name: model,
    page_no: String(page),
    page_size: String(pageSize),
  };
  return `/api/v1/tasks/?${new URLSearchParams(query).toString()}`;
}

/** The tasks of one model in a span. */
export async function listTasks(
  { from, to }: TimeSpan,
  readPage: (page: number) => Promise<z.output<typeof listAnswer>>,
): Promise<TaskList> {
  const tasks = new Map<string, ListedTask>();
  let seen = 0;
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total } = await readPage(page);
    seen += data.length;
    for (const { task_id: taskId, gmt_create: created, submit_time: submitted, start_time: started } of data) {
      const times = created ?? submitted ?? started;
      // A task whose time nobody tells may be of any time.
      const createdAt = times == null ? from : times.find((each) => each >= from && each <= to);
      if (createdAt !== undefined) tasks.set(taskId, { taskId, createdAt });
    }
    if (data.length === 0 || seen >= (total ?? Infinity) || data.length < pageSize) {
      return { tasks: [...tasks.values()], complete: true };
    }
  }
  return { tasks: [...tasks.values()], complete: false };
}
