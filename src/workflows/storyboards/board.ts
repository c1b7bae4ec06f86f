import { dueTakes, type DueTake, type Redo } from '../../domain/storyboards/due-takes.js';
import type { StoryboardPlan } from '../../domain/storyboards/plan.js';
import { survey, type Survey, type Verdict } from '../../domain/storyboards/survey.js';
import type { Take } from '../../domain/storyboards/take.js';

/** A take, and whose it is. */
export interface ShotTake {
  readonly shot: string;
  readonly take: Take;
}

/** What the bucket remembers of a storyboard. */
export interface BoardMemory {
  readonly takes: readonly ShotTake[];
  readonly verdicts: readonly { readonly digest: string; readonly as: Verdict }[];
}

/** What a storyboard's run knows of its shots. */
export interface Board {
  readonly plan: StoryboardPlan;
  /** How the shots stand now. */
  survey(): Survey;
  /** All takes of a shot, the oldest first. */
  takesOf(shot: string): readonly Take[];
  verdictOn(digest: string): Verdict | undefined;
  /** The takes that may be begun now. */
  due(): readonly DueTake[];
  /** The takes that an earlier run has begun, and of which it is not known what came. */
  leftBegun(): readonly DueTake[];
  /** How many takes are being made. */
  underWay(): number;
  /** How many of these have not been ordered yet. */
  opening(): number;
  /** Whose take has this digest. */
  shotOf(digest: string): string | undefined;
  /** Puts a take where the one of its number was. */
  note({ shot, take }: ShotTake): void;
  noteVerdict(digest: string, as: Verdict): void;
  /** Takes a take back that was not ordered: it is due again. */
  withdraw({ shot, take }: ShotTake): void;
  /** A person wants another take. */
  ask(redo: Redo): void;
  /** What people want, and has not been begun. */
  redos(): readonly Redo[];
}

/** The board of a plan, with what earlier runs have made of it. */
export function openBoard(plan: StoryboardPlan, memory: BoardMemory): Board {
  const takes = new Map<string, readonly Take[]>();
  const verdicts = new Map(memory.verdicts.map(({ digest, as }) => [digest, as]));
  let redos: readonly Redo[] = [];
  let seen: Survey | undefined;
  let due: readonly DueTake[] | undefined;

  const takesOf = (shot: string) => takes.get(shot) ?? [];
  const verdictOn = (digest: string) => verdicts.get(digest);
  const asksForEachShot = plan.approval.mode === 'each-shot';
  const surveyed = () => (seen ??= survey({ shots: plan.shots, takesOf, verdictOn, asksForEachShot }));
  const changed = () => {
    seen = undefined;
    due = undefined;
  };

  const begun = () => [...takes.values()].flat().filter(({ state }) => state === 'begun');

  function note({ shot, take }: ShotTake): void {
    const others = takesOf(shot).filter(({ number }) => number !== take.number);
    takes.set(
      shot,
      [...others, take].toSorted((one, other) => one.number - other.number),
    );
    if (take.isRedo && take.state === 'begun') {
      const answered = redos.findIndex((redo) => redo.shot === shot);
      redos = redos.filter((_, at) => at !== answered);
    }
    changed();
  }

  for (const each of memory.takes) note(each);
  return {
    plan,
    survey: surveyed,
    takesOf,
    verdictOn,
    due: () => (due ??= dueTakes(surveyed(), takesOf, redos)),
    leftBegun: () =>
      plan.shots.flatMap((shot) =>
        takesOf(shot.id)
          .filter(({ state }) => state === 'begun')
          .map((take) => ({ ...take, shot })),
      ),
    underWay: () => begun().length,
    opening: () => begun().filter(({ digest }) => digest === undefined).length,
    shotOf: (digest) => plan.shots.find(({ id }) => takesOf(id).some((take) => take.digest === digest))?.id,
    note,
    noteVerdict(digest, as) {
      verdicts.set(digest, as);
      changed();
    },
    withdraw({ shot, take }) {
      takes.set(
        shot,
        takesOf(shot).filter(({ number }) => number !== take.number),
      );
      if (take.isRedo) redos = [{ shot, changes: take.changes }, ...redos];
      changed();
    },
    ask(redo) {
      redos = [...redos, redo];
      changed();
    },
    redos: () => redos,
  };
}
