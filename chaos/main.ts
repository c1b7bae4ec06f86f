// npm run chaos -- --generations 200 --seed 7: see docs/chaos.md
import { setMaxListeners } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { readOptions } from './options.js';
import { toMarkdown } from './report.js';
import { runChaos } from './run.js';
import { findPrograms } from './services/programs.js';

const interruption = new AbortController();
// Every generation under way listens.
setMaxListeners(0, interruption.signal);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort(new Error(`ended by ${signal}`)));
}
const say = (line: string) => console.error(`chaos: ${line}`);

try {
  const options = readOptions(process.argv.slice(2));
  const programs = await findPrograms({ environment: process.env, onProgress: say });
  const report = await runChaos({ options, programs, say, signal: interruption.signal });
  const markdown = toMarkdown(report);
  console.log(markdown);
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify(report, listSets, 2));
  if (options.markdown !== undefined) await putBetweenMarks(options.markdown, markdown);
  process.exitCode = report.verdict.violations.length === 0 ? 0 : 1;
} catch (error) {
  say(
    interruption.signal.aborted
      ? String(interruption.signal.reason)
      : error instanceof Error
        ? error.message
        : String(error),
  );
  process.exitCode = 1;
}

function listSets(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}

async function putBetweenMarks(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8');
  await writeFile(
    file,
    before.replace(/(<!-- report -->\n)[^]*(<!-- end -->)/, (_, start, end) => `${start}\n${text}\n\n${end}`),
  );
}
