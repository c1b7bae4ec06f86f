import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startChildService } from '../../../src/testing/local-stack/child-service.js';
import { assertFreePort, freePort } from '../../../src/testing/local-stack/ports.js';
import { startTogether } from '../../../src/testing/local-stack/services.js';
import { isRunning, script, temporaryFolder } from './helpers.js';

function recorder() {
  const stopped: string[] = [];
  const service = (name: string, failure?: Error) => ({
    stop: async () => {
      stopped.push(name);
      if (failure !== undefined) throw failure;
    },
  });
  return { stopped, service };
}

describe('services started together', () => {
  test('are stopped in reverse order, and all of them even when one cannot be', async () => {
    const { stopped, service } = recorder();
    const stack = await startTogether(async (own) => {
      own(service('database'));
      own(service('server', new Error('stuck')));
      own(service('worker'));
      return { url: 'http://…' };
    });
    expect(stack.url).toBe('http://…');
    expect(stopped).toEqual([]);
    await expect(stack.stop()).rejects.toMatchObject({ errors: [new Error('stuck')] });
    expect(stopped).toEqual(['worker', 'server', 'database']);
  });

  test('are stopped when a later one fails to start, and the reason for that is what the caller gets', async () => {
    const { stopped, service } = recorder();
    const start = startTogether(async (own) => {
      own(service('database'));
      own(service('server', new Error('stuck')));
      throw new Error('no worker');
    });
    await expect(start).rejects.toThrow('no worker');
    expect(stopped).toEqual(['server', 'database']);
  });
});

describe('a service in a process of its own', () => {
  test('is gone once stopped, even if it shrugs off SIGTERM', async () => {
    const folder = await temporaryFolder();
    const command = await script(join(folder, 'stubborn'), 'trap "" TERM', 'echo ready', 'while :; do :; done');
    const service = await startChildService({
      name: 'stubborn',
      command,
      commandArguments: [],
      environment: {},
      logFile: join(folder, 'log'),
      stopGraceMs: 100,
      answers: async () => expect(await readFile(join(folder, 'log'), 'utf8')).toContain('ready'),
    });
    expect(isRunning(service.pid)).toBe(true);
    await service.stop();
    expect(isRunning(service.pid)).toBe(false);
  });

  test('ends when the process that started it is killed', async () => {
    const folder = await temporaryFolder();
    const port = await freePort();
    await compile('src/testing/local-stack/child-service.ts', folder);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(
      join(folder, 'parent.js'),
      `import { connect } from 'node:net';
       import { once } from 'node:events';
       import { startChildService } from './testing/local-stack/child-service.js';
       await startChildService({
         name: 'listener',
         command: process.execPath,
         commandArguments: ['-e', 'require("net").createServer().listen(${port}, "127.0.0.1")'],
         environment: {},
         logFile: '${join(folder, 'log')}',
         answers: () => once(connect(${port}, '127.0.0.1'), 'connect'),
       });
       console.log('started');`,
    );
    const parent = spawn(process.execPath, [join(folder, 'parent.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const failed = once(parent, 'exit').then(() =>
      Promise.reject(new Error('it ended before its service had started')),
    );
    await Promise.race([once(createInterface(parent.stdout), 'line'), failed]);
    await expect(assertFreePort(port, 'this test')).rejects.toThrow('is taken');

    parent.kill('SIGKILL');
    await vi.waitFor(() => assertFreePort(port, 'this test'), { timeout: 30_000 });
  });
});

async function compile(source: string, folder: string): Promise<void> {
  const tsc = ['node_modules/typescript/bin/tsc', '--ignoreConfig', '--module', 'nodenext', '--target', 'es2023'];
  await promisify(execFile)(process.execPath, [
    ...tsc,
    '--types',
    'node',
    '--rootDir',
    'src',
    '--outDir',
    folder,
    source,
  ]);
}
