import type { Verdict } from '../domain/storyboards/survey.js';
import type { ActivityDependencies } from './dependencies.js';

/** What a person says of something that was shown to them. */
export interface Judgement {
  readonly storyboard: string;
  readonly digest: string;
  readonly as: Verdict;
}

/** Puts a person's word into the bucket; answers with the one that stands. */
export const createRecordVerdict = ({ takes }: Pick<ActivityDependencies, 'takes'>) =>
  async function recordVerdict({ storyboard, digest, as }: Judgement): Promise<Verdict> {
    const verdict = { schema: 1, as, at: new Date().toISOString() } as const;
    return (await takes.judge(storyboard, digest, verdict)).as;
  };
