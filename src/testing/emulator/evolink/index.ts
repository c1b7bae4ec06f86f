import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createCallbacks, type CallbackRules } from '../engine/callbacks.js';
import type { Dialect, Surroundings } from '../engine/dialect.js';
import type { Job } from '../engine/job.js';
import { createJobs } from '../engine/jobs.js';
import { createLedger } from '../engine/ledger.js';
import { createVideoMaker } from '../media/video-maker.js';
import { createBodies } from './body.js';
import { judgeInputs } from './judge-inputs.js';
import { createSubmitRoute } from './submit-route.js';
import { newTaskId } from './task-id.js';
import { createTaskJson } from './task-json.js';
import { createTaskRoutes } from './task-routes.js';

export interface EvolinkOptions {
  readonly startingCredits: string;
  readonly idempotency: 'ignored' | 'honoured';
  readonly allowLoopbackCallbacks: boolean;
}

const callbackRules: CallbackRules = { timeoutMs: 10_000, retryAfterMs: [1000, 2000, 4000] };

/** EvoLink's three Wan 2.6 models, its tasks and its credits. */
export function createEvolink(surroundings: Surroundings, options: EvolinkOptions): Dialect {
  const { clock, background, counts, links, pace, studio } = surroundings;
  const ledger = createLedger(options.startingCredits);
  const taskJson = createTaskJson({ pace, linkTo: (job, endedAt) => links.linkTo(job, endedAt) });
  const bodyOf = (job: Job) => taskJson.task(job, clock.now());
  const onEnd = createCallbacks({ clock, background, counts, rules: callbackRules, bodyOf });
  const makeVideo = createVideoMaker({ ...studio, judge: judgeInputs });
  const jobs = createJobs({ clock, background, ledger, pace, newId: newTaskId, makeVideo, onEnd });

  const bodies = createBodies({ allowLoopback: options.allowLoopbackCallbacks });
  const parts = { ...surroundings, ledger, jobs, taskJson, bodies, idempotency: options.idempotency };
  const routes = new Hono<{ Bindings: HttpBindings }>()
    .route('/', createSubmitRoute(parts))
    .route('/', createTaskRoutes(parts));
  return { routes, jobs, ledger };
}
