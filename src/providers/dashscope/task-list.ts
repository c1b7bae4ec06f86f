import { z } from 'zod';
import type { ListedTask, TaskList, TimeSpan } from '../video-model.js';
import { optional, taskIdText, unixSeconds } from '../wire-values.js';
import { readings, toBeijingTime, toUtcTime } from './beijing-time.js';

const pageSize = 100;
const mostPages = 5;

const writtenTime = z
  .string()
  .transform(readings)
  .refine((times) => times.length > 0);
const time = z.union([unixSeconds.transform((seconds) => [seconds]), writtenTime]);

/** Whether only one reading of a time is right. */
const isSure = (times: readonly number[] | null | undefined): boolean => times?.length === 1;

/** Under which name a row tells when its task was made, nobody documents: these have been seen. */
const row = z.object({
  task_id: taskIdText,
  model_name: optional(z.string()),
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

type Page = z.output<typeof listAnswer>;

/** How a moment can be written, where nobody documents whose time it is. */
export type WrittenTime = (unixSeconds: number) => string;

/** By which of a task's times it is listed, nobody documents, and it may have waited in a line. In seconds. */
const marginSeconds = 30 * 60;

/** One page of a window around a span; "≤ 24 h" (gateways.md 7). */
export function listPath(model: string, { from, to }: TimeSpan, written: WrittenTime, page: number): string {
  const query = {
    start_time: written(from - marginSeconds),
    end_time: written(to + marginSeconds),
    model_name: model,
    page_no: String(page),
    page_size: String(pageSize),
  };
  return `/api/v1/tasks/?${new URLSearchParams(query).toString()}`;
}

/**
 * The tasks of one model in a span, which is asked for once in Beijing's time and once in UTC: one window around both
 * would hold sixteen hours of a busy account. Not surely all of them where one may be of another time: it proves
 * nothing then.
 */
export async function listTasks(
  model: string,
  span: TimeSpan,
  readPage: (written: WrittenTime, page: number) => Promise<Page>,
): Promise<TaskList> {
  const tasks = new Map<string, ListedTask>();
  let complete = true;
  for (const written of [toBeijingTime, toUtcTime]) {
    const listed = await windowOf(model, span, (page) => readPage(written, page));
    for (const task of listed.tasks) tasks.set(task.taskId, task);
    complete &&= listed.complete;
  }
  return { tasks: [...tasks.values()], complete };
}

/** Those of one window that are of the span. */
async function windowOf(
  model: string,
  { from, to }: TimeSpan,
  readPage: (page: number) => Promise<Page>,
): Promise<TaskList> {
  const tasks = new Map<string, ListedTask>();
  const seen = new Set<string>();
  let allSure = true;
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total } = await readPage(page);
    for (const { task_id: taskId, model_name: listed, ...told } of data) {
      seen.add(taskId);
      const times = told.gmt_create ?? told.submit_time ?? told.start_time;
      // A task whose time nobody tells may be of any time.
      const createdAt = times == null ? from : times.find((each) => each >= from && each <= to);
      if (createdAt === undefined || (listed ?? model) !== model) continue;
      tasks.set(taskId, { taskId, createdAt });
      allSure &&= isSure(times);
    }
    // A page may be shorter than asked for, or repeat tasks of the one before: what has been seen counts.
    const hasAll = total == null ? data.length === 0 : seen.size >= total;
    if (hasAll || data.length === 0) return { tasks: [...tasks.values()], complete: hasAll && allSure };
  }
  return { tasks: [...tasks.values()], complete: false };
}
