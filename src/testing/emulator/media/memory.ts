/** Makes a memory of work: of equal names, only the first is done, unless it failed. */
export function createMemory<Result>() {
  const results = new Map<string, Promise<Result>>();

  return function once(name: string, work: () => Promise<Result>): Promise<Result> {
    const known = results.get(name);
    if (known !== undefined) return known;
    const result = work();
    results.set(name, result);
    result.catch(() => results.delete(name));
    return result;
  };
}
