import { InvalidArgumentError } from 'commander';
import type { GenerationOptions } from '../domain/requests/parse-options.js';

/** A budget as the library takes it, not checked yet. */
type Budget = NonNullable<GenerationOptions['budgets']>[number];

const form = /^([^\s:]+): (\S+ [^\s:]+)(?: per (\S+)(?: in (\S+))?)?$/;

/** `campaign-7: 40 USD per month in Europe/Berlin`, added to those that were given before. */
export function addBudget(value: string, before: readonly Budget[] = []): readonly Budget[] {
  const [, name, cap, per, timeZone] = form.exec(value) ?? [];
  if (name === undefined || cap === undefined) {
    throw new InvalidArgumentError(
      "It must be a name and a cap, such as 'campaign-7: 40 USD per month in Europe/Berlin'.",
    );
  }
  return [
    ...before,
    { name, cap, ...(per !== undefined && { per: per as Budget['per'] }), ...(timeZone !== undefined && { timeZone }) },
  ];
}
