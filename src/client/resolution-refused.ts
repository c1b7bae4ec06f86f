/** A decision about a generation could not be carried out: nothing has changed. */
export class ResolutionRefused extends Error {
  override readonly name = 'ResolutionRefused';
  readonly id: string;

  constructor(id: string, { cause }: { readonly cause?: unknown }) {
    super(`${id}: ${cause instanceof Error ? cause.message : 'refused without a reason'}`, { cause });
    this.id = id;
  }
}
