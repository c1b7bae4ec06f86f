import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { assertFreePort } from '../../../src/testing/local-stack/ports.js';
import { startTemporal, type TemporalOptions } from '../../../src/testing/local-stack/temporal.js';
import { isRunning, script, temporaryFolder } from './helpers.js';

const start = async (options: Partial<TemporalOptions> & { readonly folder: string }) => {
  const temporal = await startTemporal({ path: inject('temporal'), ...options });
  onTestFinished(temporal.stop);
  return temporal;
};

const connect = async (address: string) => {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection });
};

describe('the Temporal dev server', () => {
  test('serves its interface, and leaves no process and no listener once stopped', async () => {
    const temporal = await start({ folder: await temporaryFolder() });
    expect((await fetch(temporal.uiUrl)).status).toBe(200);
    expect(isRunning(temporal.pid)).toBe(true);

    await temporal.stop();
    expect(isRunning(temporal.pid)).toBe(false);
    for (const { port } of [new URL(temporal.uiUrl), new URL(`http://${temporal.address}`)]) {
      await assertFreePort(Number(port), 'this test');
    }
    await temporal.stop();
  });

  test('takes workflows with every search attribute of Reelwork from the moment it is said to have started', async () => {
    const temporal = await start({ folder: await temporaryFolder() });
    const { workflow } = await connect(temporal.address);
    await workflow.start('anything', {
      taskQueue: 'nobody',
      workflowId: 'labelled',
      searchAttributes: { ReelworkModel: ['m'], ReelworkFlags: ['held', 'overdue'], ReelworkCostMicros: [7] },
    });
    const { searchAttributes } = await workflow.getHandle('labelled').describe();
    expect(searchAttributes).toMatchObject({ ReelworkFlags: ['held', 'overdue'], ReelworkCostMicros: [7] });
  });

  test('started again on the same folder and port, still has its workflows', async () => {
    const folder = await temporaryFolder();
    const first = await start({ folder });
    const { workflow } = await connect(first.address);
    await workflow.start('anything', { taskQueue: 'nobody', workflowId: 'survivor' });
    process.kill(first.pid, 'SIGKILL');
    await first.stop();

    const second = await start({ folder, port: Number(first.address.split(':')[1]) });
    expect(second.address).toBe(first.address);
    const reconnected = await connect(second.address);
    const { status } = await reconnected.workflow.getHandle('survivor').describe();
    expect(status.name).toBe('RUNNING');
  });

  test('started on the database of a version that knew no search attributes takes workflows with them at once', async () => {
    const folder = await temporaryFolder();
    const old = await start({ folder, searchAttributes: {} });
    await old.stop();

    const { address } = await start({ folder });
    const { workflow } = await connect(address);
    await workflow.start('anything', {
      taskQueue: 'nobody',
      workflowId: 'labelled',
      searchAttributes: { ReelworkShot: ['opening'], ReelworkFlags: ['held'], ReelworkCostMicros: [7] },
    });
    const { searchAttributes } = await workflow.getHandle('labelled').describe();
    expect(searchAttributes).toMatchObject({ ReelworkShot: ['opening'], ReelworkFlags: ['held'] });
  });

  test('two at once, started together, know nothing of each other', async () => {
    const [one, other] = await Promise.all([
      start({ folder: await temporaryFolder() }),
      start({ folder: await temporaryFolder() }),
    ]);
    const oneClient = await connect(one.address);
    await oneClient.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'of-one' });
    const otherClient = await connect(other.address);
    await expect(otherClient.workflow.getHandle('of-one').describe()).rejects.toThrow(/not found/);

    await one.stop();
    await otherClient.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'of-other' });
  });

  test('says which port is taken instead of talking to whoever listens there', async () => {
    const { address } = await start({ folder: await temporaryFolder() });
    const port = Number(address.split(':')[1]);
    await expect(start({ folder: await temporaryFolder(), port })).rejects.toThrow(
      `port ${port}, wanted for Temporal, is taken`,
    );
  });

  test('that does not start shows the end of its log and where the log lies', async () => {
    const folder = await temporaryFolder();
    const broken = await script(join(folder, 'broken'), 'echo first words', 'echo the disk is on fire >&2', 'exit 3');
    const failure = start({ folder, path: broken });
    await expect(failure).rejects.toThrow(/exit code 3.*temporal\.log:\nfirst words\nthe disk is on fire$/s);
    expect(existsSync(join(folder, 'temporal.log'))).toBe(true);
  });

  test('that cannot be run at all says so', async () => {
    const folder = await temporaryFolder();
    await expect(start({ folder, path: join(folder, 'missing') })).rejects.toThrow(/could not be started.*ENOENT/);
  });
});
