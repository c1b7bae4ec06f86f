import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { faultTable } from '../../../../src/testing/emulator/index.js';

test('the documentation lists every fault, as the command line does', async () => {
  const page = await readFile(new URL('../../../../docs/emulator.md', import.meta.url), 'utf8');
  const [, listed] = /<!-- faults -->\n\n([^]*)\n\n<!-- end -->/.exec(page) ?? [];
  expect(listed).toBe(faultTable());
});
