import type { Job, JobStage } from './job.js';

/** What a gateway calls the states of a job. */
export type StateWords = Readonly<Record<JobStage['state'], string>>;

/** What a status read calls a job's state: the gateway's word, or another where a fault has it so. */
export function stateWord({ stage, faults: { course, view } }: Job, words: StateWords): string {
  const word = words[stage.state];
  if (stage.state === 'failed' && course?.kind === 'fail') return course.word ?? word;
  switch (view?.kind) {
    case 'upper-case':
      return word.toUpperCase();
    case 'words':
      return view.words[stage.state] ?? word;
    case 'back-step':
    case 'no-link':
    case 'link-elsewhere':
    case 'another-task':
    case 'nested-word':
    case 'output-as-object':
    case undefined:
      return word;
  }
}
