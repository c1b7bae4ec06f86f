import { posix } from 'node:path';
import type { Cut, Exchange, Watch } from './watched-servers.js';

export type Server = 'Temporal' | 'S3' | 'EvoLink';

/** A point in the life of a generation: `before` its `S3 PUT manifest.json`. */
export interface Moment {
  readonly cut: Cut;
  readonly call: string;
}

export interface Moments {
  /** Watches one server for `ids`. */
  readonly watch: (server: Server) => Watch;
  /** Once this generation has reached `moment`, nothing of it passes any more but what reads S3. Without one it is only watched. */
  readonly follow: (id: string, moment?: Moment) => void;
  /** Whether each generation has reached its moment. */
  readonly allReached: () => boolean;
  readonly isReached: (id: string) => boolean;
  /** What a generation's worker has asked for so far, in its order. */
  readonly calls: (id: string) => readonly string[];
  /** Whether the gateway has been asked for its video. */
  readonly isOrdered: (id: string) => boolean;
  /** How many tasks the gateway has given this generation. */
  readonly taken: (id: string) => number;
  /** Everything passes again; what is held is lost. */
  readonly release: () => void;
}

/** Holds each of several generations at a moment of its own, by what their worker and its servers say to each other. */
export function createMoments(): Moments {
  const moments = new Map<string, Moment>();
  const reached = new Set<string>();
  const calls = new Map<string, string[]>();
  const tasks = new Map<string, Set<string>>();
  /** Whose a task or a mark is, by its name. */
  const owners = new Map<string, string>();
  const names = new WeakMap<Exchange, string>();
  let released = false;

  function ownerOf({ path, body }: Exchange): string | undefined {
    const id = [...calls.keys()].find((known) => path.includes(known) || body.includes(known));
    if (id !== undefined) return id;
    return [...owners].find(([name]) => path.includes(name))?.[1];
  }

  function learn(server: Server, { method, path, answer }: Exchange, id: string): void {
    const mark = /\/open\/\d+(?:~|%7E)([\w-]+)\.json/.exec(path)?.[1];
    if (mark !== undefined) owners.set(mark, id);
    if (server !== 'EvoLink' || method !== 'POST' || answer.length === 0) return;
    const { id: taskId } = JSON.parse(answer.toString()) as { id?: string };
    if (taskId === undefined) return;
    owners.set(taskId, id);
    tasks.get(id)?.add(taskId);
  }

  return {
    follow(id, moment) {
      calls.set(id, []);
      tasks.set(id, new Set());
      if (moment !== undefined) moments.set(id, moment);
    },
    allReached: () => [...moments.keys()].every((id) => reached.has(id)),
    isReached: (id) => reached.has(id),
    calls: (id) => calls.get(id) ?? [],
    isOrdered: (id) => calls.get(id)?.includes('EvoLink POST generations') === true,
    taken: (id) => tasks.get(id)?.size ?? 0,
    release() {
      released = true;
    },
    watch: (server) => async (cut, exchange) => {
      const id = ownerOf(exchange);
      const name = nameOf(server, exchange);
      if (id === undefined || name === undefined) return;
      learn(server, exchange, id);
      if (released) return;
      const call = names.get(exchange) ?? numbered(name, calls.get(id) ?? []);
      if (!names.has(exchange)) calls.get(id)?.push(call);
      names.set(exchange, call);
      if (cut === 'before' && / RespondActivityTaskFailed /.test(call)) forgetAttempt(calls.get(id) ?? []);
      const moment = moments.get(id);
      // Other generations, too, read what lies there: it changes nothing.
      const onlyReads = server === 'S3' && ['GET', 'HEAD'].includes(exchange.method);
      const passes = reached.has(id) ? onlyReads : moment?.cut !== cut || moment.call !== call;
      if (passes) return;
      reached.add(id);
      await new Promise(() => {});
    },
  };
}

/** Forgets what an attempt has asked for that then had to be repeated: it doesn't count. */
function forgetAttempt(all: string[]): void {
  const before = all.slice(0, -1).findLastIndex((call) => call.startsWith('Temporal '));
  if (before < all.length - 2) all.length = before + 1;
}

/** The second call of a name has ` (2)` behind it. */
function numbered(name: string, before: readonly string[]): string {
  const times = before.filter((call) => call === name || call.startsWith(`${name} (`)).length;
  return times === 0 ? name : `${name} (${times + 1})`;
}

const activities = /submit|awaitVideo|archiveVideo|findSubmission|adoptTask|closeSubmission/;

/** What a request is called, whoever's it is; nothing when it is no step of a generation. */
function nameOf(server: Server, { method, path, body }: Exchange): string | undefined {
  if (server === 'Temporal') {
    const [, told] = /^Respond(WorkflowTask|ActivityTask)/.exec(path) ?? [];
    if (told === undefined) return undefined;
    const activity = told === 'ActivityTask' ? ` ${activities.exec(body.toString('latin1'))?.[0]}` : '';
    return `${server} ${path}${activity}`;
  }
  const { pathname, searchParams } = new URL(path, 'http://any');
  // Many generations stand in one object there.
  if (pathname.includes('/ledger/budgets/')) return undefined;
  const folder = posix.basename(posix.dirname(pathname));
  const object = ['open', 'tasks', 'places'].includes(folder) ? folder : posix.basename(pathname);
  if (searchParams.has('partNumber')) return `${server} ${method} part ${searchParams.get('partNumber')}`;
  if (searchParams.has('uploads')) return `${server} ${method} uploads`;
  if (searchParams.has('uploadId')) return `${server} ${method} upload`;
  return `${server} ${method} ${object}`;
}
