// Compiles src to dist, copies what is not TypeScript, and bundles the workflows. Starts from nothing, so that dist never
// holds leftovers.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

rmSync(inRoot('dist'), { recursive: true, force: true });
execFileSync(process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('tsconfig.build.json')], {
  stdio: 'inherit',
});
for (const entry of readdirSync(inRoot('src'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
  const source = join(entry.parentPath, entry.name);
  cpSync(source, source.replace(inRoot('src'), inRoot('dist')));
}

const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
const { builtWorkflowsPath } = await import('../dist/built-workflows.js');
const { workflowsPath } = await import('../dist/worker.js');
const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
writeFileSync(builtWorkflowsPath, code);
