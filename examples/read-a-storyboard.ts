// Says what a storyboard would order, or what is wrong with it: node read-a-storyboard.js <file>
import { readFile } from 'node:fs/promises';
import { readStoryboardFile, RequestError } from 'reelwork';

const file = process.argv[2] ?? 'storyboard.yaml';
const run = { vars: { city: 'Kiel' }, timeZone: 'Europe/Berlin' };

try {
  const { storyboard } = readStoryboardFile(await readFile(file, 'utf8'), { file, ...run });
  for (const { id, request, ordered, takes } of storyboard.shots) {
    console.log(`${id}: ${takes} × ${ordered.durationSeconds} s by ${request.model}`);
  }
} catch (error) {
  if (!(error instanceof RequestError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
