import ora from 'ora';

/** Without a terminal, a line is said whenever so many more were counted. */
const plainStep = 10_000;

export interface CounterLine {
  count(): void;
  stop(): void;
}

/** Shows how many of something have passed by: live on a terminal, else now and then. */
export function startCounterLine(describe: (count: number) => string, say: (line: string) => void): CounterLine {
  const live = process.stderr.isTTY && process.stderr.columns !== 0;
  const spinner = live ? ora({ stream: process.stderr, discardStdin: false, text: describe(0) }).start() : undefined;
  let seen = 0;
  return {
    count() {
      seen += 1;
      if (spinner !== undefined) spinner.text = describe(seen);
      else if (seen % plainStep === 0) say(describe(seen));
    },
    stop: () => void spinner?.stop(),
  };
}
