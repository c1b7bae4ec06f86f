import { Option, type Command } from 'commander';
import { parseOptions, type GenerationOptions } from '../domain/requests/parse-options.js';
import { RequestError } from '../domain/requests/request-error.js';
import { addBudget } from './budget-option.js';
import { anyNumber } from './option-values.js';

/** The options by which a caller decides beforehand, as they are written on the command line. */
export interface PolicyOptions {
  readonly whenUnknown?: string;
  readonly askFor?: string;
  readonly maxRisk?: string;
  readonly whenHeld?: string;
  readonly maxSubmissions?: number;
  readonly maxPrice?: string;
  readonly budget?: GenerationOptions['budgets'];
  readonly tenant?: string;
  readonly among?: readonly string[];
  readonly needsCallback?: boolean;
}

export const addPolicyOptions = (command: Command): Command =>
  command
    .option(
      '--when-unknown <action>',
      'ask, fail or resubmit, when nobody knows whether the order was taken (default: ask)',
    )
    .option('--ask-for <time>', 'with --when-unknown fail or resubmit: ask a person first, for 90s, 30m, 1h or 2d')
    .option('--max-risk <money>', "with --when-unknown resubmit: only while no more is at risk, such as '2 USD'")
    .option('--max-price <money>', "the most that the order may cost by the price list, such as '2 USD'")
    .addOption(
      new Option(
        '--budget <budget>',
        "what the order counts against, such as 'campaign-7: 40 USD per month'; may be repeated",
      ).argParser(addBudget),
    )
    .option('--tenant <name>', 'on whose behalf: a fair share of the places, and a search attribute')
    .option('--among <model...>', 'with --model auto: the models to choose from, the preferred first')
    .option('--needs-callback', 'with --model auto: only models whose gateway calls back')
    .option('--when-held <action>', "wait or fail, when the account can't order (default: wait)")
    .addOption(
      new Option(
        '--max-submissions <count>',
        'how often it may be ordered and paid for when the gateway fails it by its own fault (default: 1)',
      ).argParser(anyNumber),
    );

/** The options as the library takes them, not checked yet; `undefined` where nothing was decided. */
export function toGenerationOptions(options: PolicyOptions): GenerationOptions | undefined {
  const {
    whenUnknown,
    askFor,
    maxRisk,
    whenHeld,
    maxSubmissions,
    maxPrice,
    tenant,
    among,
    needsCallback,
    budget: budgets,
  } = options;
  const isCompound = askFor !== undefined || maxRisk !== undefined;
  const compound = { ask: askFor ?? '0s', then: whenUnknown, ...(maxRisk !== undefined && { maxRisk }) };
  const auto = among === undefined && needsCallback === undefined ? undefined : { among, needsCallback };
  const decided = {
    whenUnknown: isCompound ? compound : whenUnknown,
    whenHeld,
    maxSubmissions,
    maxPrice,
    budgets,
    tenant,
    auto,
  };
  const given = Object.entries(decided).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as GenerationOptions);
}

const whenUnknownRule =
  "ask, fail or resubmit; --ask-for (a time such as 90s, 30m, 1h or 2d) goes with fail and resubmit, --max-risk (such as '2 USD') with resubmit";

/** Throws a `RequestError` that names every wrong option, in the command line's words. */
export function checkPolicyOptions(options: PolicyOptions): void {
  const { whenUnknown = 'nothing', askFor, maxRisk } = options;
  const given = [whenUnknown, askFor && `--ask-for ${askFor}`, maxRisk && `--max-risk '${maxRisk}'`];
  try {
    parseOptions(toGenerationOptions(options));
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const issues = error.issues.map((issue) =>
      issue.field === 'whenUnknown'
        ? { ...issue, given: given.filter(Boolean).join(' '), allowed: whenUnknownRule }
        : issue,
    );
    throw new RequestError(issues);
  }
}
