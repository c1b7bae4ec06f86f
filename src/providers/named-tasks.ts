import { canNameTask } from '../domain/task.js';
import type { HttpAnswer } from './http-exchange.js';

/** A task that an answer names. */
export interface NamedTask {
  readonly taskId: string;
  /** Whether it is only mentioned, in prose for instance: then it may be anybody's. */
  readonly inPassing: boolean;
}

/** Keys whose value is a task's id, in whatever object they stand. */
const taskKey = /^(task|generation)_?ids?$/i;

/** Objects whose `id` is a task's. An error, a request or a user has an `id` of its own. */
const taskHolder = /^(|data|tasks?|outputs?|results?|generations?|videos?|jobs?|items?|response)$/i;

/** What tells the id of a request, an error or an event from a task's. */
const otherThing = /^(req|request|trace|err|error|evt|event)[-_:]/i;

/** More than these are not worth a look each. */
const mostNamed = 3;

/**
 * The tasks that an answer names, the likeliest first. An id in the gateway's own form (a global expression) counts
 * wherever it stands, in prose and broken JSON too; any other one counts by its key.
 */
export function namedTasks({ text, json }: Pick<HttpAnswer, 'text' | 'json'>, form: RegExp): readonly NamedTask[] {
  const weights = new Map<string, number>();
  const name = (id: string, weight: number) => weights.set(id, Math.max(weight, weights.get(id) ?? 0));

  for (const { holder, key, value } of leaves(json)) {
    const id = typeof value === 'string' ? value.trim() : String(value);
    const weight = weightOf(key, holder);
    if (weight > 0 && canNameTask(id) && !otherThing.test(id)) name(id, weight);
    for (const [inForm] of id.matchAll(form)) name(inForm, inForm === id && weight > 0 ? weight + 2 : 0);
  }
  for (const { 0: inForm, index } of text.matchAll(form)) {
    // What the end of an answer breaks off is nobody's id.
    if (index + inForm.length === text.length) continue;
    const key =
      json === undefined ? /"(\w+)"\s*:\s*"$/.exec(text.slice(Math.max(0, index - 40), index))?.[1] : undefined;
    name(inForm, key === undefined ? 0 : weightOf(key, ''));
  }
  const likeliestFirst = [...weights].toSorted(([, one], [, other]) => other - one);
  return likeliestFirst.map(([taskId, weight]) => ({ taskId, inPassing: weight === 0 })).slice(0, mostNamed);
}

/** The tasks to look at. One that is only mentioned makes a refusal doubtful, and is nothing to go on with. */
export const hintsOf = (named: readonly NamedTask[]): readonly string[] =>
  named.filter(({ inPassing }) => !inPassing).map(({ taskId }) => taskId);

/** How surely the value of a key is a task's id. */
const weightOf = (key: string, holder: string): number =>
  taskKey.test(key) ? 2 : key.toLowerCase() === 'id' && taskHolder.test(holder) ? 1 : 0;

interface Leaf {
  /** The key of the object that it stands in; what stands in an array goes by the array's. */
  readonly holder: string;
  readonly key: string;
  readonly value: string | number;
}

/** Every text and count, the outermost first. Without recursion: an answer may be as deep as it is long. */
function* leaves(json: unknown): Generator<Leaf> {
  const found: { readonly holder: string; readonly key: string; readonly value: unknown }[] = [
    { holder: '', key: '', value: json },
  ];
  for (const { holder, key, value } of found) {
    if (Array.isArray(value)) for (const each of value as unknown[]) found.push({ holder, key, value: each });
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, each] of Object.entries(value)) found.push({ holder: key, key: inner, value: each });
    } else if (typeof value === 'string' || (Number.isInteger(value) && Number(value) > 0)) {
      yield { holder, key, value: value as string | number };
    }
  }
}
