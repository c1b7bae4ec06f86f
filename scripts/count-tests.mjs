// Prints `N passed, N failed` from the reports of the checks and tests that .ci/run just ran.
// Usage: count-tests.mjs <exit code of the checks> <exit code of the tests>
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const report = fileURLToPath(new URL('../.reelwork/test-results.json', import.meta.url));
const [checksCode, testsCode] = process.argv.slice(2).map(Number);

const { numPassedTests, numFailedTests, testResults } = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
/** Files that failed before or after their tests did. */
const brokenFiles = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;

let failed = numFailedTests + brokenFiles;
// A run can fail without a failed test: an unhandled rejection, a set-up that found no server.
if (testsCode !== 0 && failed === 0) failed = 1;
if (checksCode !== 0) failed += 1;
console.log(`${numPassedTests} passed, ${failed} failed`);
