// Runs before demo, test and check: the right Node, the locked packages, an up-to-date dist. Silent when all is well.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const buildMark = inRoot('node_modules/.reelwork/built');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Reelwork needs Node 20.19 or later, and this is ${process.version}: see https://nodejs.org`);
  process.exit(1);
}
if (packagesDiffer()) run('installing the locked packages', 'npm', ['ci', '--no-audit', '--no-fund']);
if (buildIsOld()) {
  run('compiling src to dist', process.execPath, [inRoot('scripts/build.mjs')]);
  mkdirSync(join(buildMark, '..'), { recursive: true });
  writeFileSync(buildMark, '');
}

/** By what is installed, not by dates: a checkout touches the lock file without changing it. */
function packagesDiffer() {
  const record = inRoot('node_modules/.package-lock.json');
  if (!existsSync(record)) return true;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(inRoot('package-lock.json'))).some(([path, { version, optional }]) =>
    installed[path] === undefined ? path !== '' && !optional : installed[path].version !== version,
  );
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

function buildIsOld() {
  if (!existsSync(inRoot('dist')) || !existsSync(buildMark)) return true;
  const built = statSync(buildMark).mtimeMs;
  // Folders count too: theirs is the only date that a deleted file changes.
  const sources = readdirSync(inRoot('src'), { recursive: true }).map((path) => join('src', path));
  return ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', ...sources].some(
    (path) => statSync(inRoot(path)).mtimeMs > built,
  );
}

function run(what, command, commandArguments) {
  console.error(`set-up: ${what}`);
  try {
    execFileSync(command, commandArguments, { cwd: inRoot('.'), stdio: ['ignore', 2, 2] });
  } catch (error) {
    console.error(`set-up: ${what} failed: ${error.message}`);
    process.exit(1);
  }
}
