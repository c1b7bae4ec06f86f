export interface FindOptions {
  /** The environment to look in: `PATH`, `XDG_CACHE_HOME` and the `REELWORK_…` variables. Child processes get it too. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told what takes long, in one line, before a program is downloaded or built. @default nobody is told */
  readonly onProgress?: (message: string) => void;
}
