import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { cliPath, startProcess, startReelwork } from '../helpers/reelwork-process.js';
import { temporaryFolder } from '../testing/local-stack/helpers.js';

describe('dev', { timeout: 120_000 }, () => {
  test('tells other terminals how to reach it, its bucket included, and keeps the key to itself', async () => {
    const dev = startReelwork(['dev', '--folder', await temporaryFolder()]);
    await dev.says('Ctrl-C stops everything');
    const [, file = ''] = /: \. '([^']+)'/.exec(dev.stdout()) ?? [];
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const node = `'${process.execPath}' '${cliPath}'`;
    const hold = startProcess('sh', ['-c', `. '${file}'; ${node} hold evolink --json && ${node} holds --json`]);
    const { code, stdout, stderr } = await hold.ended;
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('"evolink"');
    expect(dev.stdout() + dev.stderr()).not.toContain('AWS_SECRET_ACCESS_KEY');
    dev.signal('SIGINT');
    expect(await dev.ended).toMatchObject({ code: 0 });
  });
});
