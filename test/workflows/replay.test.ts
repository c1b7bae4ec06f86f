import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleWorkflowCode, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { workflowsPath } from '../../src/worker.js';
import { logger } from '../helpers/backends.js';

const folder = join(import.meta.dirname, '../histories');
const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json'));

const polled = files.find((file) => file.endsWith('polled.json'))!;
const distModule = '../../dist/built-workflows.js';

describe('a run that an earlier version began', () => {
  let workflowBundle: WorkflowBundleOption;

  async function replay(file: string, edit = (json: string) => json, bundle = workflowBundle): Promise<void> {
    const history: unknown = JSON.parse(edit(await readFile(join(folder, file), 'utf8')));
    await Worker.runReplayHistory({ workflowBundle: bundle }, history, basename(file, '.json'));
  }

  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  });

  test.for(files)('goes on in this one (%s)', async (file) => {
    await replay(file);
  });

  test('goes on in the workflows that the build has bundled for a quick start', async () => {
    const { builtWorkflowsPath } = (await import(distModule)) as { builtWorkflowsPath: string };
    await replay(polled, undefined, { codePath: builtWorkflowsPath });
  });

  test('would be found out if it could not', async () => {
    const otherwise = replay(polled, (json) => json.replaceAll('"archiveVideo"', '"keepVideo"'));
    await expect(otherwise).rejects.toBeInstanceOf(DeterminismViolationError);
  });
});
