import { describeKind } from '../requests/describe-value.js';
import { RequestError, type RequestIssue } from '../requests/request-error.js';
import { builtInNames, builtInVariables } from './built-in-variables.js';
import { issueAt, listed, type DocumentIssue } from './issues.js';

/** What a storyboard's variables are to stand for. */
export interface VariableSettings {
  /** Texts by name; they count before the document's own. @default none */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** When the run was due; of one without a schedule, when it was started. @default now */
  readonly scheduledAt?: Date | undefined;
  /** In which `date`, `time` and `scheduledAt` are told, such as `Europe/Berlin`. @default 'UTC' */
  readonly timeZone?: string | undefined;
}

/**
 * What each variable stands for: those that are built in, those given at run time, then the document's own. Throws a
 * `RequestError` for a value given at run time that can't be taken.
 */
export function variableValues(
  document: unknown,
  { vars = {}, scheduledAt = new Date(), timeZone = 'UTC' }: VariableSettings,
): ReadonlyMap<string, string> {
  refuseWrongly(vars);
  const values = { ...declaredIn(document), ...vars, ...builtInVariables(scheduledAt, timeZone) };
  return new Map(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** That a document's own variable is called like one that is built in. */
export const builtInTaken = (document: unknown): readonly DocumentIssue[] =>
  Object.entries(declaredIn(document))
    .filter(([name]) => isBuiltIn(name))
    .map(([name, value]) => issueAt(['vars', name], describeKind(value), builtInRule));

/** That values were given at run time which nothing in the document takes. Throws a `RequestError`. */
export function refuseUnused({ vars = {} }: VariableSettings, used: ReadonlySet<string>): void {
  const allowed =
    used.size === 0 ? 'none: no text holds a variable' : `variables that a text holds: ${listed([...used])}`;
  refuse(
    Object.keys(vars)
      .filter((name) => !used.has(name))
      .map((name) => issueOf(name, 'given at run time, used nowhere', allowed)),
  );
}

const builtInRule = `another name: ${builtInNames.join(', ')} are built in`;

const isBuiltIn = (name: string): boolean => builtInNames.some((builtIn) => builtIn === name);

/** The document may still have any shape. */
function declaredIn(document: unknown): object {
  const { vars } = (document ?? {}) as { readonly vars?: unknown };
  return typeof vars === 'object' && vars !== null ? vars : {};
}

function refuseWrongly(vars: object): void {
  refuse(
    Object.entries(vars).flatMap(([name, value]: [string, unknown]) => {
      if (isBuiltIn(name)) return [issueOf(name, 'given at run time', builtInRule)];
      if (typeof value === 'string' && !value.includes('{{')) return [];
      return [issueOf(name, describeKind(value), "text without '{{'")];
    }),
  );
}

const issueOf = (name: string, given: string, allowed: string): RequestIssue => ({
  field: `vars.${name}`,
  given,
  allowed,
  acceptedBy: [],
});

function refuse(issues: readonly RequestIssue[]): void {
  if (issues.length > 0) throw new RequestError(issues);
}
