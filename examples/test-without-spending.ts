// A test of your own code against real servers and an emulated gateway: node --test test-without-spending.js
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startLocalStack } from 'reelwork/testing';

void test('a blocked prompt costs nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'films-'));
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const stack = await startLocalStack({ environment: { PATH, HOME, XDG_CACHE_HOME }, folder });
  try {
    stack.emulator.faults.next('moderation');
    const run = await stack.videos.start('blocked', { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat' });
    await assert.rejects(run.result(), { code: 'GENERATION_FAILED' });
    assert.equal(stack.emulator.bill().credits.spent, '0');
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true });
  }
});
