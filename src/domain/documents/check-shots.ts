import type { CheckedShot } from '../storyboards/checked-storyboard.js';
import { checkShot } from './check-shot.js';
import type { ParsedDocument } from './document-schema.js';
import { graphIssues } from './graph-issues.js';
import { issueAt, type DocumentIssue } from './issues.js';
import { mergeDefaults, type GivenFields, type ModelsAtHand } from './merge-defaults.js';
import { resolveReferences, type References } from './resolve-references.js';

/** What the shots share, with links in the place of names. */
export interface SharedByShots extends ModelsAtHand {
  readonly defaults: GivenFields;
  readonly references: References;
}

/** The shots that are right by themselves, and what is wrong with the others and with their order. */
export interface ShotsCheck {
  readonly shots: readonly CheckedShot[];
  readonly issues: readonly DocumentIssue[];
}

/** Gives each shot of a document its request, and checks them all. */
export function checkShots(shots: ParsedDocument['shots'], shared: SharedByShots): ShotsCheck {
  const checks = shots.map((shot, index) => readShot(shot, index, shared));
  return {
    shots: checks.flatMap(({ shot }) => shot ?? []),
    issues: [...checks.flatMap(({ issues }) => issues), ...graphIssues(shots)],
  };
}

interface ReadShot {
  readonly shot?: CheckedShot | undefined;
  readonly issues: readonly DocumentIssue[];
}

function readShot(
  { id, continues, after, takes, select, caption, ...fields }: ParsedDocument['shots'][number],
  index: number,
  { defaults, references, ...atHand }: SharedByShots,
): ReadShot {
  const path = ['shots', index];
  const { resolved: own, issues: unresolved } = resolveReferences(fields, path, references);
  const merged = mergeDefaults(own, defaults, { ...atHand, continues: continues !== undefined });
  // A name that stands for nothing is no link, and no model would take it.
  const { summary, issues: ofRequest } =
    unresolved.length > 0 ? { issues: unresolved } : checkShot({ path, id, continues, own, merged }, atHand);
  const untaken = issueAt([...path, 'select'], String(select), `at most ${takes}: so many takes are made`);
  const issues = [...ofRequest, ...(select > takes ? [untaken] : [])];
  if (summary === undefined || issues.length > 0) return { issues };
  const { durationSeconds, resolution } = summary;
  const ordered = { durationSeconds, resolution };
  return { shot: { id, ...merged, ordered, continues, after, takes, select, caption }, issues };
}
