/** How fast jobs go, and how many at once. */
export interface Pace {
  /** How long a job is queued when a slot is free. */
  readonly queueSeconds: number;
  /** How long a job runs at least; it ends later when its video takes longer to make. */
  readonly runSeconds: number;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** What becomes of a submit while `concurrency` jobs are open: it waits its turn, or is refused. */
  readonly whenFull: 'queue' | 'refuse';
}
