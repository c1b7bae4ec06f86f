import { autoModel } from '../model-choice.js';
import type { ModelCatalogue } from '../requests/model-catalogue.js';
import { describe } from '../requests/describe-value.js';
import { parseOptions } from '../requests/parse-options.js';
import { RequestError } from '../requests/request-error.js';
import type { CheckedStoryboard } from '../storyboards/checked-storyboard.js';
import type { FilmSettings, FilmSound } from '../storyboards/film-settings.js';
import { checkShots } from './check-shots.js';
import type { ParsedDocument } from './document-schema.js';
import { filmIssues } from './film-issues.js';
import { issueAt, type DocumentIssue } from './issues.js';
import { resolveReferences, type References } from './resolve-references.js';

/** A storyboard, and all that is wrong with it: where there is anything, it may lack shots. */
export interface DocumentCheck {
  readonly storyboard: CheckedStoryboard;
  readonly issues: readonly DocumentIssue[];
}

/** Checks what the schema can't: what the parts of a document say about each other, and what models say about shots. */
export function checkDocument(document: ParsedDocument, models: ModelCatalogue): DocumentCheck {
  const { title, budget, whenSpent, approval, deadline: deadlineSeconds, parallel } = document;
  const references = new Map(Object.entries(document.references));
  const { auto, options, issues: ofOptions } = readOptions(document.options, models);
  const defaults = resolveReferences(document.defaults, ['defaults'], references);
  const { shots, issues } = checkShots(document.shots, { defaults: defaults.resolved, references, models, auto });
  const film = document.film === 'none' ? undefined : resolveSounds(document.film, references);
  return {
    storyboard: {
      title,
      shots,
      options,
      auto,
      film: film?.resolved ?? 'none',
      budget,
      whenSpent,
      approval,
      deadlineSeconds,
      parallel,
    },
    issues: [
      ...ofOptions,
      ...(auto === undefined || leavesModelOpen(document) ? [] : [uselessAuto]),
      ...defaults.issues,
      ...issues,
      ...(film?.issues ?? []),
      ...(film === undefined ? [] : filmIssues(film.resolved, shots)),
    ],
  };
}

const leavesModelOpen = ({ shots, defaults }: ParsedDocument): boolean =>
  shots.some((shot) => ('model' in shot ? shot.model : defaults['model']) === autoModel);

const uselessAuto = issueAt(['options', 'auto'], 'without a shot that it is for', `only with model '${autoModel}'`);

function resolveSounds(film: FilmSettings, references: References) {
  const issues: DocumentIssue[] = [];
  const resolve = (sound: FilmSound | undefined, name: string): FilmSound | undefined => {
    if (sound === undefined) return undefined;
    const { resolved, issues: unresolved } = resolveReferences(sound, ['film', name], references);
    issues.push(...unresolved);
    return resolved;
  };
  const resolved = { ...film, music: resolve(film.music, 'music'), voice: resolve(film.voice, 'voice') };
  return { resolved, issues };
}

/** The options as given, which is how generations are started with them, and `auto` beside them. */
function readOptions(given: unknown, models: ModelCatalogue) {
  try {
    const { auto } = parseOptions(given);
    const { auto: _, ...options } = { ...(given as { readonly auto?: unknown } | undefined) };
    const issues = (auto?.among ?? []).flatMap((id, index) =>
      models.find(id) === undefined
        ? issueAt(['options', 'auto', 'among', index], describe(id), models.ids.join(', '))
        : [],
    );
    return { auto: issues.length > 0 ? undefined : auto, options, issues };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const issues = error.issues.map(({ field, given: shown, allowed }) =>
      issueAt(field === 'options' ? ['options'] : ['options', field], shown, allowed),
    );
    return { options: {}, issues };
  }
}
