import { readFileSync } from 'node:fs';

/** EvoLink's answer for a task that is done. */
export const completed: object = JSON.parse(readFileSync('test/fixtures/evolink/completed.json', 'utf8'));
