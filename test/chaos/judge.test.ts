import { describe, expect, test } from 'vitest';
import type { Settled } from '../../chaos/backend.js';
import type { AcceptedJob } from '../../chaos/oracle/accepted-jobs.js';
import { judge, type Case } from '../../chaos/oracle/judge.js';
import { GenerationError } from '../../src/client/generation-error.js';
import type { StoredGeneration } from '../../src/domain/result.js';

const id = 'one';
const order = 'generations/one/submissions/1.json';
const acceptance = 'generations/one/submissions/1.accepted.json';

const result = { state: 'stored', taskId: 'task', video: { sha256: 'digest' } } as StoredGeneration;
const completed: AcceptedJob = {
  taskId: 'task',
  id,
  state: 'completed',
  charged: '25.5',
  sha256: 'digest',
  calledBack: false,
};
const refunded: AcceptedJob = { ...completed, state: 'failed', charged: '0', sha256: undefined };

const told = (code: 'REFUSED' | 'GENERATION_FAILED'): Settled => ({
  state: 'failed',
  error: new GenerationError(id, { schema: 1, code, message: 'no', billed: 'no' }, undefined),
});
const texts = (...keys: readonly string[]) => new Map(keys.map((key) => [key, '{}']));
const manifest = (text: object) => new Map([['generations/one/manifest.json', JSON.stringify(text)]]);

const stored: Case = {
  id,
  settled: { state: 'ended', result },
  jobs: [completed],
  bucket: { videos: new Map([[id, 'digest']]), texts: manifest(result) },
  heard: new Set(),
};
const quarantined: Case = {
  ...stored,
  settled: { state: 'quarantined' },
  bucket: { videos: new Map(), texts: texts(order) },
};
const failed: Case = { ...quarantined, settled: told('GENERATION_FAILED'), jobs: [refunded] };

describe('the oracle of the chaos run', () => {
  test.each<[string, Case]>([
    ['stored', stored],
    ['failed and refunded', failed],
    ['refused', { ...failed, settled: told('REFUSED'), jobs: [] }],
    ['quarantined, not accepted', { ...quarantined, jobs: [] }],
    ['quarantined, paid, callback lost', quarantined],
    [
      'quarantined, paid, callback told to a run that is gone',
      { ...quarantined, jobs: [{ ...completed, calledBack: true }] },
    ],
  ])('allows: %s', (ending, subject) => {
    expect(judge(subject)).toBe(ending);
  });

  test.each<[string, Case, RegExp]>([
    [
      'two jobs for one generation',
      { ...stored, jobs: [completed, { ...completed, taskId: 'other' }] },
      /paid 2 times/,
    ],
    ['a video that nothing was accepted for', { ...stored, jobs: [] }, /nothing was accepted/],
    [
      'a stored file that is not what the gateway made',
      { ...stored, bucket: { ...stored.bucket, videos: new Map([[id, 'another']]) } },
      /digests differ/,
    ],
    ['a result without a file', { ...stored, bucket: { ...stored.bucket, videos: new Map() } }, /digests differ/],
    [
      "a manifest of another's task",
      { ...stored, bucket: { ...stored.bucket, texts: manifest({ ...result, taskId: 'other' }) } },
      /task ids differ/,
    ],
    ['a failure of a job that completed', { ...failed, jobs: [completed] }, /its job is completed/],
    ['a failure that was charged', { ...failed, jobs: [{ ...refunded, charged: '25.5' }] }, /cost 25.5/],
    [
      'a quarantine although the ledger knows the task',
      { ...quarantined, bucket: { videos: new Map(), texts: texts(order, acceptance) } },
      /the ledger knows/,
    ],
    ['a quarantine although the run was told of the task', { ...quarantined, heard: new Set(['task']) }, /was told/],
    [
      'a quarantine of an order that was never sent',
      { ...quarantined, bucket: { videos: new Map(), texts: new Map() } },
      /never about to be sent/,
    ],
  ])('finds %s', (_, subject, words) => {
    expect(() => judge(subject)).toThrow(words);
  });
});
