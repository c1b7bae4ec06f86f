import { createAdoptTask } from './adopt-task.js';
import { createArchiveVideo } from './archive-video.js';
import { createAwaitRelease } from './await-release.js';
import { createAwaitRoom } from './await-room.js';
import { createAwaitTurn } from './await-turn.js';
import { createAwaitVideo } from './await-video.js';
import { createCancelTask } from './cancel-task.js';
import { createChooseModels } from './choose-models.js';
import type { ActivityDependencies } from './dependencies.js';
import { createCloseSubmission } from './close-submission.js';
import { createFindSubmission } from './find-submission.js';
import { createLeaveLine } from './leave-line.js';
import { createCheckChanges } from './check-changes.js';
import { createPlanStoryboard } from './plan-storyboard.js';
import { createReadBoard } from './read-board.js';
import { createOpenTake } from './open-take.js';
import { createAwaitTake } from './await-take.js';
import { createCloseTake } from './close-take.js';
import { createRecordVerdict } from './record-verdict.js';
import { createRaiseBudget } from './raise-budget.js';
import { createPlanFilm } from './plan-film.js';
import { createMakeFilm } from './make-film.js';
import { createSubmit } from './submit.js';
import { createTakeLastFrame } from './take-last-frame.js';

/** Reelwork's activities, by the kind of task queue that they run on. */
export const createActivities = (dependencies: ActivityDependencies) => ({
  /** On the workflows' own queue. */
  main: {
    chooseModels: createChooseModels(dependencies),
    planStoryboard: createPlanStoryboard(dependencies),
    checkChanges: createCheckChanges(dependencies),
    readBoard: createReadBoard(dependencies),
    openTake: createOpenTake(dependencies),
    awaitTake: createAwaitTake(dependencies),
    closeTake: createCloseTake(dependencies),
    recordVerdict: createRecordVerdict(dependencies),
    raiseBudget: createRaiseBudget(dependencies),
    planFilm: createPlanFilm(dependencies),
  },
  /** Paid calls: one queue per gateway. */
  submit: { submit: createSubmit(dependencies) },
  /** Status reads and ledger look-ups: one queue per gateway. */
  read: {
    awaitVideo: createAwaitVideo(dependencies),
    findSubmission: createFindSubmission(dependencies),
    adoptTask: createAdoptTask(dependencies),
    awaitRelease: createAwaitRelease(dependencies),
    awaitRoom: createAwaitRoom(dependencies),
    awaitTurn: createAwaitTurn(dependencies),
    leaveLine: createLeaveLine(dependencies),
    closeSubmission: createCloseSubmission(dependencies),
    cancelTask: createCancelTask(dependencies),
  },
  transfer: {
    archiveVideo: createArchiveVideo(dependencies),
    takeLastFrame: createTakeLastFrame(dependencies),
  },
  /** What keeps a worker's processors busy for minutes. */
  film: { makeFilm: createMakeFilm(dependencies) },
});

/** The activities by task queue, as workflows call them. */
export type Activities = ReturnType<typeof createActivities>;
