import { checkRequest, type RequestSummary } from '../requests/check-request.js';
import { describe } from '../requests/describe-value.js';
import type { ModelCatalogue } from '../requests/model-catalogue.js';
import { RequestError, type RequestIssue } from '../requests/request-error.js';
import { isAuto } from '../requests/takers.js';
import { withFrameToCome } from '../storyboards/frame-to-come.js';
import { issueAt, type DocumentIssue, type Path } from './issues.js';
import { hasField, type MergedRequest, type ModelsAtHand } from './merge-defaults.js';

/** A shot with its own fields, as the document has them, and its request with the defaults. */
export interface ShotToCheck {
  readonly path: Path;
  readonly id: string;
  readonly continues?: string | undefined;
  readonly own: object;
  readonly merged: MergedRequest;
}

/** What a shot orders, or what is wrong with it. */
export interface ShotCheck {
  readonly summary?: RequestSummary | undefined;
  readonly issues: readonly DocumentIssue[];
}

/** Holds a shot against its model, or against those that may be chosen. */
export function checkShot(shot: ShotToCheck, { models, auto }: ModelsAtHand): ShotCheck {
  const { continues, merged } = shot;
  const chain = continues === undefined ? [] : chainIssues(shot, continues, { models, auto });
  try {
    const { request } = chain.length === 0 ? { request: withFrameToCome({ ...merged, continues }) } : merged;
    const choice = isAuto(request) ? { ...auto, among: auto?.among ?? ofKind(merged.kind, models) } : undefined;
    return { summary: checkRequest(request, choice, models), issues: chain };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return { issues: [...chain, ...error.issues.map((issue) => placed(issue, shot))] };
  }
}

const ofKind = (kind: MergedRequest['kind'], { all }: ModelCatalogue) =>
  all.filter(({ facts }) => facts.kind === kind).map(({ id }) => id);

/** A shot that continues another needs a model that begins with an image, and no other image. */
function chainIssues(shot: ShotToCheck, continues: string, { models }: ModelsAtHand): readonly DocumentIssue[] {
  const { path, own, merged } = shot;
  if ('imageUrl' in own) {
    const allowed = `not beside continues: the last frame of '${continues}' is the first image`;
    return [issueAt([...path, 'imageUrl'], describe(own.imageUrl), allowed)];
  }
  const model = models.find(merged.request['model']);
  if (model === undefined || hasField(model, 'imageUrl')) return [];
  const takers = models.all.filter((other) => hasField(other, 'imageUrl')).map(({ id }) => id);
  const given = `${describe(continues)} with model '${model.id}'`;
  return [issueAt([...path, 'continues'], given, 'only with a model that takes a first image, imageUrl', takers)];
}

/** Where a wrong field stands: in the shot, or in the defaults. */
function placed(
  { field, given, allowed, acceptedBy }: RequestIssue,
  { path, id, own, merged }: ShotToCheck,
): DocumentIssue {
  const way = field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const [top = ''] = way;
  if (Object.hasOwn(own, top) || !Object.hasOwn(merged.request, top)) {
    return issueAt([...path, ...way], given, allowed, acceptedBy);
  }
  return issueAt(['defaults', ...way], given, `${allowed} (for shot '${id}')`, acceptedBy);
}
