import pMap from 'p-map';
import { takeId, type TakeAddress } from '../domain/ids.js';
import { storedTake, type Take } from '../domain/storyboards/take.js';
import type { Verdict } from '../domain/storyboards/survey.js';
import type { ActivityDependencies } from './dependencies.js';

/** So many takes are read at a time. */
const concurrency = 16;

/** What the bucket remembers of a storyboard. */
export interface BoardMemory {
  readonly takes: readonly { readonly shot: string; readonly take: Take }[];
  readonly verdicts: readonly { readonly digest: string; readonly as: Verdict }[];
}

/** Reads what earlier runs of a storyboard have made, and what people have said of it. */
export const createReadBoard = (dependencies: Pick<ActivityDependencies, 'takes' | 'manifests'>) =>
  async function readBoard(storyboard: string): Promise<BoardMemory> {
    const { takes } = dependencies;
    const found = await pMap(takes.list(storyboard), (address) => readTake(dependencies, address), { concurrency });
    const verdicts = [];
    for await (const { digest, as } of takes.verdicts(storyboard)) verdicts.push({ digest, as });
    return { takes: found.filter((each) => each !== undefined), verdicts };
  };

async function readTake(
  { takes, manifests }: Pick<ActivityDependencies, 'takes' | 'manifests'>,
  address: TakeAddress,
): Promise<BoardMemory['takes'][number] | undefined> {
  const record = await takes.read(address);
  if (record === undefined) return undefined;
  const { base, changes, parent, variation, isRedo, digest, generation } = record;
  const order = { number: address.take, base, changes, parent, variation, isRedo, digest, generation };
  const take = async (): Promise<Take> => {
    const result = await manifests.read(generation);
    if (result !== undefined) return { ...order, ...storedTake(result, takeId(address)) };
    const failure = await takes.failureOf(address);
    return failure === undefined
      ? { ...order, state: 'begun' }
      : { ...order, state: 'failed', reason: failure.reason, cost: failure.cost };
  };
  return { shot: address.shot, take: await take() };
}
