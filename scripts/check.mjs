// Every check of the code, all of them even when one fails: one line each, with the output of those that failed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const checks = [
  { name: 'types', command: installed('tsc', '--noEmit') },
  { name: 'lint', command: installed('oxlint', '--type-aware', '--deny-warnings') },
  { name: 'format', command: installed('prettier', '--check', '.') },
  { name: 'README', command: [process.execPath, `${root}/scripts/write-readme.mjs`, '--check'] },
  { name: 'unused code', command: installed('knip') },
  { name: 'package shape', command: installed('publint', '--strict') },
  { name: 'package types', command: installed('attw', '--pack', '.', '--profile', 'esm-only') },
  { name: 'docker-compose.yml', command: compose('config', '--quiet') },
];

const failed = checks.filter(({ name, command }) => !passes(name, command));
if (failed.length > 0) console.log(`failed: ${failed.map(({ name }) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function installed(name, ...commandArguments) {
  return [`${root}/node_modules/.bin/${name}`, ...commandArguments];
}

/** Compose as a program of its own, or as Docker's plug-in; neither needs an engine to read the file. */
function compose(...commandArguments) {
  const programs = [['docker-compose'], ['docker', 'compose']];
  const found = programs.find(([command, ...rest]) => spawnSync(command, [...rest, 'version']).status === 0);
  return found && [...found, ...commandArguments];
}

function passes(name, command) {
  if (command === undefined) {
    console.log(`- ${name}: not installed: skipped`);
    return true;
  }
  const start = performance.now();
  const [program, ...commandArguments] = command;
  const { status, stdout, stderr, error } = spawnSync(program, commandArguments, { cwd: root, encoding: 'utf8' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status !== 0) console.log(error?.message ?? `${stdout}${stderr}`.trimEnd());
  return status === 0;
}
