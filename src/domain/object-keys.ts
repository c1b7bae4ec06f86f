import { createFilmKeys, type FilmKeys } from './film-keys.js';
import { createBudgetKeys, type BudgetKeys } from './budget-keys.js';
import { createGateKeys, type GateKeys } from './gate-keys.js';
import type { HoldScope } from './hold.js';
import { isGenerationId } from './ids.js';
import { gateways, nameAtGateway } from './models.js';
import { createStoryboardKeys, type StoryboardKeys } from './storyboard-keys.js';
import type { Task } from './task.js';

/** Where everything lies in the bucket, below one prefix. Names in here are a contract: readers script against them. */
export interface ObjectKeys {
  /** Of a generation; with `late`, of its superseded submission of that number, which still made a video. */
  video(id: string, late?: number): string;
  /** Below it lies what is kept of submission `n`'s video while its gateway serves only a cut-off file. */
  cutOff(id: string, n: number): string;
  /** Whether a key is that of a generation's video: late or not, cut off or whole. */
  isVideo(key: string): boolean;
  /** Written last: its video is whole and verified. */
  manifest(id: string, late?: number): string;
  /** The record that must exist before submission `n` of a generation may be sent. */
  submission(id: string, n: number): string;
  /** The record that submission `n` was accepted, with its task. */
  acceptance(id: string, n: number): string;
  /** The note of the tasks that the answer to submission `n` named, where it was no acceptance. */
  naming(id: string, n: number): string;
  /** The record that submission `n` has come to an end from which its generation goes on, or with which it ends. */
  closure(id: string, n: number): string;
  /** The claim by which a task belongs to one generation. */
  taskClaim(task: Task): string;
  /** Where all holds lie. */
  readonly holds: string;
  /** The hold that stops new orders of a scope, while it stands. */
  hold(scope: HoldScope): string;
  /** What a key's hold stops; `undefined` when it is no hold's key, or one of a gateway that is not known. */
  scopeOfHold(key: string): HoldScope | undefined;
  /** Where the marks of an account's open submissions lie: of those that may still be somebody's unclaimed task. */
  openMarks(payer: Pick<Task, 'gateway' | 'account'>): string;
  /** `atMs`: when it was set, in milliseconds of Unix time. */
  openMark(payer: Pick<Task, 'gateway' | 'account'>, mark: { readonly atMs: number; readonly nonce: string }): string;
  /** When the mark of a key was set, in milliseconds of Unix time; `undefined` when it is no mark's key. */
  timeOfMark(key: string): number | undefined;
  /** The mark that the attempt of this nonce was refused. */
  refusedMark(payer: Pick<Task, 'gateway' | 'account'>, nonce: string): string;
  /** Of the places in which an account's tasks run, and the lines before them. */
  readonly gates: GateKeys;
  /** Where an account's outage lies: the object with the highest number tells how it stands. */
  outages(payer: Pick<Task, 'gateway' | 'account'>): string;
  outage(payer: Pick<Task, 'gateway' | 'account'>, number: number): string;
  /** Of what may be spent, and how that stands. */
  readonly budgets: BudgetKeys;
  /** Where every generation's records lie. */
  readonly generations: string;
  /** Of what is made from storyboards. */
  readonly storyboards: StoryboardKeys;
  /** Of films, and of the frames on which shots go on. */
  readonly films: FilmKeys;
  /** A file that gateways should fetch, named by its content. */
  input(sha256: string, extension: string): string;
  /** A throw-away object with which a worker tries the bucket's conditional writes. */
  probe(nonce: string): string;
}

const videoName = /^(.+?)(?:(?:\/submissions\/\d+)?\/video|\/submissions\/\d+\/cut-off\/\d+)\.mp4$/;

/** Object keys below `prefix`; an empty prefix puts them at the bucket's root. */
export function createObjectKeys(prefix: string): ObjectKeys {
  const root = prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`;
  const generations = `${root}generations/`;
  const generation = (id: string) => `${generations}${id}`;
  const holds = `${root}holds/`;
  const ledger = ({ gateway, account }: Pick<Task, 'gateway' | 'account'>) => `${root}ledger/${gateway}/${account}`;
  const delivery = (id: string, late: number | undefined) =>
    late === undefined ? generation(id) : `${generation(id)}/submissions/${late}`;
  return {
    video: (id, late) => `${delivery(id, late)}/video.mp4`,
    cutOff: (id, n) => `${delivery(id, n)}/cut-off/`,
    isVideo(key) {
      if (!key.startsWith(generations)) return false;
      const id = videoName.exec(key.slice(generations.length))?.[1];
      return id !== undefined && isGenerationId(id);
    },
    manifest: (id, late) => `${delivery(id, late)}/manifest.json`,
    submission: (id, n) => `${generation(id)}/submissions/${n}.json`,
    acceptance: (id, n) => `${generation(id)}/submissions/${n}.accepted.json`,
    naming: (id, n) => `${generation(id)}/submissions/${n}.named.json`,
    holds,
    hold: (scope) => `${holds}${holdName(scope)}.json`,
    scopeOfHold: (key) => (key.startsWith(holds) ? scopeOfName(key.slice(holds.length)) : undefined),
    closure: (id, n) => `${generation(id)}/submissions/${n}.closed.json`,
    taskClaim: (task) => `${ledger(task)}/tasks/${encodeURIComponent(task.taskId)}.json`,
    openMarks: (payer) => `${ledger(payer)}/open/`,
    openMark: (payer, { atMs, nonce }) => `${ledger(payer)}/open/${atMs}~${nonce}.json`,
    timeOfMark(key) {
      const [, digits] = /\/open\/(\d+)~[^/]+\.json$/.exec(key) ?? [];
      return digits === undefined ? undefined : Number(digits);
    },
    refusedMark: (payer, nonce) => `${ledger(payer)}/refused/${nonce}.json`,
    gates: createGateKeys(ledger),
    outages: (payer) => `${ledger(payer)}/outage/`,
    outage: (payer, number) => `${ledger(payer)}/outage/${String(number).padStart(6, '0')}.json`,
    budgets: createBudgetKeys(root),
    generations,
    storyboards: createStoryboardKeys(root),
    films: createFilmKeys(root),
    input: (sha256, extension) => `${root}inputs/${sha256}.${extension}`,
    probe: (nonce) => `${root}ledger/probes/${nonce}`,
  };
}

function holdName(scope: HoldScope): string {
  switch (scope.kind) {
    case 'gateway':
      return scope.gateway;
    case 'account':
      return `${scope.gateway}/accounts/${scope.account}`;
    case 'model':
      return `${scope.gateway}/models/${nameAtGateway(scope.model)}`;
  }
}

function scopeOfName(name: string): HoldScope | undefined {
  const [, first, kind, last = ''] = /^([^/]+?)(?:\/(accounts|models)\/([^/]+))?\.json$/.exec(name) ?? [];
  const gateway = gateways.find((known) => known === first);
  if (gateway === undefined) return undefined;
  if (kind === 'accounts') return { kind: 'account', gateway, account: last };
  if (kind === 'models') return { kind: 'model', gateway, model: `${gateway}/${last}` };
  return { kind: 'gateway', gateway };
}
