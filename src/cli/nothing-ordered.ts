/** `generate` ended before it ordered anything: whatever went wrong, nothing was started and nothing is billed. */
export class NothingOrdered extends Error {
  override readonly name = 'NothingOrdered';
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(`nothing was ordered as ${id}`, { cause });
    this.id = id;
  }
}
