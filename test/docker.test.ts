import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, onTestFinished, test } from 'vitest';
import { searchAttributes } from '../src/domain/search-attributes.js';
import { startTemporal } from '../src/testing/local-stack/temporal.js';
import { temporaryFolder } from './testing/local-stack/helpers.js';

const run = promisify(execFile);

test('the script of docker-compose.yml prepares a namespace for Reelwork, and may be run again', async () => {
  const folder = await temporaryFolder();
  const temporal = await startTemporal({ path: inject('temporal'), folder, searchAttributes: {} });
  onTestFinished(temporal.stop);
  await mkdir(join(folder, 'bin'));
  await symlink(inject('temporal'), join(folder, 'bin', 'temporal'));
  const environment = {
    PATH: join(folder, 'bin'),
    HOME: folder,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: 'videos',
  };

  for (const _ of ['first', 'again']) await run('/bin/sh', ['docker/temporal-namespace.sh'], { env: environment });

  const list = ['operator', 'search-attribute', 'list', '--namespace', 'videos', '--output', 'json'];
  const { stdout } = await run(inject('temporal'), list, { env: environment });
  const registered = new Map(
    JSON.parse(stdout).map(({ name, type }: { readonly name: string; readonly type: string }) => [name, type]),
  );
  for (const [name, type] of Object.entries(searchAttributes))
    expect([name, registered.get(name)]).toEqual([name, type]);
});
