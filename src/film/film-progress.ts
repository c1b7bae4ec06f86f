/** What is being done for a film. `reading`: its clips; `storing`: in the bucket. */
export type FilmStage = 'reading' | 'shooting' | 'joining' | 'finishing' | 'storing';

/** How far a film is, as heartbeats tell it. */
export interface FilmProgress {
  readonly stage: FilmStage;
  /** Of the whole film, 0 to 100. */
  readonly percent: number;
}

/** Where each stage begins and ends, in percent of a film that is made anew. */
const stages: Readonly<Record<FilmStage, readonly [from: number, to: number]>> = {
  reading: [0, 10],
  shooting: [10, 80],
  joining: [80, 90],
  finishing: [90, 93],
  storing: [93, 100],
};

/** How far a film is whose stage is done to `share`, 0 to 1. */
export function filmProgress(stage: FilmStage, share: number): FilmProgress {
  const [from, to] = stages[stage];
  return { stage, percent: Math.floor(from + (to - from) * Math.min(1, Math.max(0, share))) };
}
