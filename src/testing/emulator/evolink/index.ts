import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createCallbackBodies } from '../engine/callback-bodies.js';
import { createCallbacks, type CallbackRules } from '../engine/callbacks.js';
import type { Dialect, Surroundings } from '../engine/dialect.js';
import type { Job } from '../engine/job.js';
import { createJobs, type Jobs } from '../engine/jobs.js';
import { createLedger } from '../engine/ledger.js';
import { createVideoMaker } from '../media/video-maker.js';
import { createBodies } from './body.js';
import { judgeInputs } from './judge-inputs.js';
import { createListRoute } from './list-route.js';
import { createSubmitRoute } from './submit-route.js';
import { newTaskId } from './task-id.js';
import { createTaskJson } from './task-json.js';
import { createTaskRoutes } from './task-routes.js';

export interface EvolinkOptions {
  readonly startingCredits: string;
  readonly idempotency: 'ignored' | 'honoured';
  readonly allowLoopbackCallbacks: boolean;
  /** How long tasks are known after their acceptance. */
  readonly retentionSeconds: number;
}

const callbackRules: CallbackRules = { timeoutMs: 10_000, retryAfterMs: [1000, 2000, 4000] };

/** EvoLink's three Wan 2.6 models, its tasks and its credits. */
export function createEvolink(surroundings: Surroundings, options: EvolinkOptions): Dialect {
  const { clock, background, counts, links, pace, studio } = surroundings;
  const ledger = createLedger(options.startingCredits);
  const taskJson = createTaskJson({ pace, linkTo: (job, endedAt) => links.linkTo(job, endedAt) });
  const taskOf = (job: Job) => taskJson.task(job, clock.now());
  const callbackBodies = createCallbackBodies({ clock, newId: newTaskId, taskOf, jobs: () => jobs });
  const onEnd = createCallbacks({ clock, background, counts, rules: callbackRules, bodies: callbackBodies });
  const makeVideo = createVideoMaker({ ...studio, judge: judgeInputs });
  const jobs: Jobs = createJobs({ clock, background, ledger, pace, newId: newTaskId, makeVideo, onEnd });

  const bodies = createBodies({ allowLoopback: options.allowLoopbackCallbacks });
  const parts = { ...surroundings, ...options, ledger, jobs, taskJson, bodies };
  const routes = new Hono<{ Bindings: HttpBindings }>()
    .route('/', createSubmitRoute(parts))
    .route('/', createTaskRoutes(parts))
    .route('/', createListRoute(parts));
  return { routes, jobs, ledger };
}
