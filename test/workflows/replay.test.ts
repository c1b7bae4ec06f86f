import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { workflowsPath } from '../../src/worker.js';
import { logger } from '../helpers/backends.js';

const folder = join(import.meta.dirname, '../histories');
const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json'));

describe('a run that an earlier version began', () => {
  let replay: (file: string, edit?: (json: string) => string) => Promise<void>;

  beforeAll(async () => {
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
    replay = async (file, edit = (json) => json) => {
      const history: unknown = JSON.parse(edit(await readFile(join(folder, file), 'utf8')));
      await Worker.runReplayHistory({ workflowBundle }, history, basename(file, '.json'));
    };
  });

  test.for(files)('goes on in this one (%s)', async (file) => {
    await replay(file);
  });

  test('would be found out if it could not', async () => {
    const polled = files.find((file) => file.endsWith('polled.json'))!;
    const otherwise = replay(polled, (json) => json.replaceAll('"archiveVideo"', '"keepVideo"'));
    await expect(otherwise).rejects.toBeInstanceOf(DeterminismViolationError);
  });
});
