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

/** Reads one page of a model's tasks, from 1. */
type ReadPage = (page: number) => Promise<Page>;

/** What the newest pages show of a model's tasks. */
interface Listing {
  readonly tasks: readonly ListedTask[];
  /** All tasks that were created after this are among them: Unix seconds. */
  readonly completeAfter: number;
}

/** Whoever looks within this time after somebody else sees what that one has read, in milliseconds. */
const sharedMs = 3000;

/**
 * Lists the tasks of one model in a span. Orders in doubt come in crowds, each of which looks again and again: those that look
 * at about the same time share one reading.
 */
export function createTaskList(model: string, readPage: ReadPage): (span: TimeSpan) => Promise<TaskList> {
  let last: { readonly from: number; readonly atMs: number; readonly listing: Promise<Listing> } | undefined;

  function recentListing(from: number): Promise<Listing> {
    if (last !== undefined && last.from <= from && Date.now() - last.atMs < sharedMs) return last.listing;
    const listing = readListing(model, from, readPage);
    const reading = { from, atMs: Date.now(), listing };
    last = reading;
    listing.catch(() => {
      if (last === reading) last = undefined;
    });
    return listing;
  }

  return async ({ from, to }) => {
    const { tasks, completeAfter } = await recentListing(from);
    return {
      tasks: tasks.filter(({ createdAt }) => createdAt >= from && createdAt <= to),
      complete: completeAfter < from,
    };
  };
}

/** Reads on until a page reaches back beyond `from`: EvoLink lists the newest first. */
async function readListing(model: string, from: number, readPage: ReadPage): Promise<Listing> {
  const tasks = new Map<string, ListedTask>();
  let newestFirst = true;
  let oldest = Infinity;
  const seen = new Set<string>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, total } = await readPage(page);
    for (const { id: taskId, model: listed, created_at: createdAt } of data) {
      seen.add(taskId);
      newestFirst &&= createdAt <= oldest;
      oldest = createdAt;
      if ((listed ?? model) === model) tasks.set(taskId, { taskId, createdAt });
    }
    // A page may be shorter than asked for, or repeat tasks of the one before: what has been seen counts.
    const isLast = data.length === 0 || (total != null && seen.size >= total);
    if (isLast) return { tasks: [...tasks.values()], completeAfter: -Infinity };
    if (newestFirst && oldest < from) break;
  }
  return { tasks: [...tasks.values()], completeAfter: newestFirst ? oldest : Infinity };
}
