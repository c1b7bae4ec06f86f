import { z } from 'zod';
import { knownModels, type ModelCatalogue } from '../requests/model-catalogue.js';
import type { CheckedStoryboard } from '../storyboards/checked-storyboard.js';
import { checkDocument } from './check-document.js';
import { documentSchema } from './document-schema.js';
import { fillVariables } from './fill-variables.js';
import { issueAt, refusal, type DocumentIssue, type PlaceOf } from './issues.js';
import { jsonBytes, mostFilledBytes, plainJson } from './plain-json.js';
import { requestFieldsOf } from './request-fields.js';
import { schemaIssues } from './schema-issues.js';
import { builtInTaken, refuseUnused, variableValues, type VariableSettings } from './variable-values.js';

/** What a storyboard is read with. */
export interface StoryboardSettings extends VariableSettings {
  /** The models that can be ordered. @default those that Reelwork knows by itself */
  readonly models?: ModelCatalogue | undefined;
}

/**
 * A storyboard, checked before anything is paid for: variables filled in, references resolved, defaults where they
 * belong. Throws a `RequestError` that names every wrong field. What a price or an account has against it, nobody knows yet.
 */
export const parseStoryboard = (given: unknown, settings: StoryboardSettings = {}): CheckedStoryboard =>
  parseInPlace(given, settings, () => undefined);

/** The same, for a document of which is known where each of its values stands. */
export function parseInPlace(given: unknown, settings: StoryboardSettings, placeOf: PlaceOf): CheckedStoryboard {
  const { models = knownModels } = settings;
  const plain = plainJson(given);
  if ('issue' in plain) throw refusal([plain.issue], placeOf);
  const { filled, used, issues } = fillVariables(plain.json, variableValues(plain.json, settings));
  const parsed = schemaFor(models).safeParse(filled);
  const ofShape = parsed.error?.issues.flatMap((issue) => [...schemaIssues(issue, filled)]) ?? [];
  const wrong = [...issues, ...builtInTaken(plain.json), ...ofShape];
  if (!parsed.success || wrong.length > 0) throw refusal(wrong, placeOf);
  refuseUnused(settings, used);
  const { storyboard, issues: found } = checkDocument(parsed.data, models);
  const all = [...found, ...tooLarge(storyboard)];
  if (all.length > 0) throw refusal(all, placeOf);
  return storyboard;
}

/** Requests and options are checked by what checks single generations. */
const schemaFor = (models: ModelCatalogue) =>
  documentSchema({
    requestFields: Object.fromEntries(requestFieldsOf(models).map((field) => [field, z.unknown().optional()])),
    options: z.unknown().optional(),
  });

function tooLarge(storyboard: CheckedStoryboard): readonly DocumentIssue[] {
  const bytes = jsonBytes(storyboard);
  if (bytes <= mostFilledBytes) return [];
  return [issueAt([], `about ${bytes} bytes with everything filled in`, `at most ${mostFilledBytes} bytes`)];
}
