// Runs one TypeScript file of this repository: node scripts/run-ts.mjs <file.ts> [argument]...
// Node 20 cannot, and Node 22 does not find `./x.ts` under the name `./x.js`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = resolve(process.argv[2]);
// Below node_modules, so that the compiled files find their packages.
const outDir = join(root, 'node_modules/.cache/reelwork', `run-ts-${process.pid}`);

const project = join(outDir, 'tsconfig.json');
const compilerOptions = { noEmit: false, rootDir: root, outDir, inlineSourceMap: true };
mkdirSync(outDir, { recursive: true });
try {
  writeFileSync(
    project,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files: [entry], include: [] }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], {
    stdio: ['ignore', 2, 2],
  });
  process.argv.splice(1, 2, entry);
  await import(pathToFileURL(join(outDir, relative(root, entry).replace(/\.ts$/, '.js'))));
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
