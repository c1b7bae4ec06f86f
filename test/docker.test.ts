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
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
    HOME: folder,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: 'videos',
  };

  for (const _ of ['first', 'again']) await run('/bin/sh', ['docker/temporal-namespace.sh'], { env: environment });

  const list = ['operator', 'search-attribute', 'list', '--namespace', 'videos', '--output', 'json'];
  const { customAttributes } = JSON.parse((await run(inject('temporal'), list, { env: environment })).stdout);
  const spelled = { Keyword: 'KEYWORD', KeywordList: 'KEYWORD_LIST', Int: 'INT' };
  const expected = Object.entries(searchAttributes).map(([name, type]) => [
    name,
    `INDEXED_VALUE_TYPE_${spelled[type]}`,
  ]);
  expect(customAttributes).toEqual(Object.fromEntries(expected));
});
