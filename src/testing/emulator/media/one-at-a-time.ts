/** Makes a gate through which one piece of work passes at a time, in the order of arrival. */
export function createGate() {
  let last: Promise<unknown> = Promise.resolve();

  return function pass<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(work, work);
    last = result;
    return result;
  };
}
