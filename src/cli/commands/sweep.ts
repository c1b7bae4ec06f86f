import { createObjectKeys } from '../../domain/object-keys.js';
import { defaultSweepAgeSeconds, sweepUploads } from '../../storage/sweep-uploads.js';
import type { CliCommand } from '../command.js';
import { configuredBucket } from '../configured-bucket.js';
import { exitCodes } from '../exit-codes.js';
import { timeSpan } from '../option-values.js';
import { toTable } from '../table.js';

export const sweep: CliCommand<{ readonly olderThan?: number; readonly dryRun?: boolean }> = {
  name: 'sweep',
  summary: 'abort unfinished uploads that nobody will go on with',
  configure: (command) =>
    void command
      .option('--older-than <time>', 'also of videos that are not stored, if begun longer ago (default: 7d)', timeSpan)
      .option('--dry-run', 'only show them'),

  async run({ config: readConfig, print }, { olderThan = defaultSweepAgeSeconds, dryRun = false }) {
    const config = readConfig();
    const bucket = configuredBucket(config);
    const keys = createObjectKeys(config.S3_PREFIX);
    const options = { bucket, olderThanSeconds: olderThan, dryRun };
    const sweeps = [
      await sweepUploads({ ...options, below: keys.generations, isOwn: (key) => keys.isVideo(key) }),
      await sweepUploads({ ...options, below: keys.films.all, isOwn: (key) => keys.films.isFilm(key) }),
    ];
    const swept = sweeps.flatMap((each) => each.swept);
    const kept = sweeps.reduce((sum, each) => sum + each.kept, 0);
    const rows = swept.map(({ key, begunAt, why }) => [key, begunAt.toISOString(), why]);
    const sum = `${dryRun ? 'to abort' : 'aborted'}: ${swept.length}; left for attempts to go on with: ${kept}`;
    print(
      { dryRun, olderThanSeconds: olderThan, swept, kept },
      rows.length === 0 ? sum : `${toTable(['key', 'begun', 'why'], rows)}\n${sum}`,
    );
    return exitCodes.done;
  },
};
