import { builtinModules } from 'node:module';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { workflowsPath } from '../../src/worker.js';

let modules: readonly string[];
let code: string;

beforeAll(async () => {
  ({ code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }));
  const map = /sourceMappingURL=data:application\/json;[^,]*base64,([A-Za-z0-9+/=]+)/.exec(code)?.[1] ?? '';
  modules = (JSON.parse(Buffer.from(map, 'base64').toString()) as { sources: string[] }).sources;
});

const packagesIn = (paths: readonly string[]) =>
  new Set(paths.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));

test('the bundle holds our workflows', () => {
  expect(modules.some((path) => path.endsWith('src/workflows/generate-video.ts'))).toBe(true);
  expect(code).toContain('generateVideo');
});

test("no zod, undici, AWS SDK or gateway is in the bundle, but Temporal's own packages and theirs", () => {
  const packages = packagesIn(modules);
  for (const name of packages)
    expect(name).toMatch(/^(@temporalio\/(workflow|common|proto|worker)|long|ms|nexus-rpc|webpack|big\.js)$/);
  expect(packages).toContain('@temporalio/workflow');
});

test('of our own code only workflows and the domain are in the bundle', () => {
  const own = modules.filter((path) => /\/src\//.test(path) && !path.includes('node_modules'));
  const folders = new Set(own.map((path) => /\/src\/(.+)\/[^/]+$/.exec(path)?.[1]));
  expect(folders).toEqual(new Set(['workflows', 'workflows/storyboards', 'domain', 'domain/storyboards']));
});

test("none of Node's own modules is in the bundle", () => {
  const external = modules.filter((path) => /external|\bnode:/.test(path));
  const builtIns = external.filter((path) => builtinModules.some((name) => path.includes(`"${name}"`)));
  expect([...builtIns, ...modules.filter((path) => path.includes('node:'))]).toEqual([]);
  expect(code).not.toMatch(/require\("node:/);
});
