/** Prints the one document that `--json` promises. */
export function printJson(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Whether a command line that could not be read asked for JSON. */
export const wantsJson = (commandLine: readonly string[]): boolean => commandLine.includes('--json');
