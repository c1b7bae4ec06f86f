import { z } from 'zod';
import { unixSeconds } from '../wire-values.js';
import type { ListedTask, TaskList, TimeSpan } from '../video-model.js';

/** The largest page is not documented; more pages than these are not read. */
const pageSize = 100;
const mostPages = 5;

const row = z.object({ id: z.string(), model: z.string().optional(), created_at: unixSeconds });

/** One page of `GET /v1/tasks` (gateways.md 1.1). A row that can't be read makes the page one that can't. */
export const listAnswer = z.object({ data: z.array(row), total: z.number().nullish().catch(null) });

/** One page of a model's tasks. */
export const listPath = (model: string, page: number): string =>
  `/v1/tasks?${new URLSearchParams({ model, page: String(page), page_size: String(pageSize) }).toString()}`;

type Page = z.output<typeof listAnswer>;

/** The tasks of one model in a span. Reads on until a page reaches back beyond it: EvoLink lists the newest first. */
export async function listTasks(
  model: string,
  { from, to }: TimeSpan,
  readPage: (page: number) => Promise<Page>,
): Promise<TaskList> {
  const tasks = new Map<string, ListedTask>();
  let newestFirst = true;
  let last = Infinity;
  const seen = new Set<string>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total } = await readPage(page);
    for (const { id: taskId, model: listed, created_at: createdAt } of data) {
      seen.add(taskId);
      newestFirst &&= createdAt <= last;
      last = createdAt;
      const fits = createdAt >= from && createdAt <= to && (listed ?? model) === model;
      if (fits) tasks.set(taskId, { taskId, createdAt });
    }
    // A page may be shorter than asked for, or repeat tasks of the one before: what has been seen counts.
    const isLast = data.length === 0 || (total != null && seen.size >= total);
    if (isLast || (newestFirst && last < from)) return { tasks: [...tasks.values()], complete: true };
  }
  return { tasks: [...tasks.values()], complete: false };
}
