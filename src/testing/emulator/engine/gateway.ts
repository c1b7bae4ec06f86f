import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createVideoMaker } from '../media/video-maker.js';
import { createCallbackBodies } from './callback-bodies.js';
import { createCallbacks } from './callbacks.js';
import type { Dialect, Gateway, Surroundings } from './dialect.js';
import { createJobs, type Jobs } from './jobs.js';
import { judgeInputs } from './judge-inputs.js';
import { createLedger } from './ledger.js';
import { isKept } from './retention.js';
import { createStatusRoute } from './status-route.js';
import { createSubmitRoute } from './submit-route.js';

/** Makes the gateway that speaks a dialect, with an account of its own. */
export function createGateway(surroundings: Surroundings, dialect: Dialect): Gateway {
  const { clock, background, counts, pace, register, studio } = surroundings;
  const { name, currency, newTaskId, laneOf, task, callbacks: rules } = dialect;
  const retentionSeconds = surroundings.retentionSeconds ?? dialect.retentionSeconds ?? Infinity;
  const ledger = createLedger(dialect.startingBalance);
  const makeVideo = createVideoMaker({
    ...studio,
    judge: (inputs, order) => judgeInputs(inputs, dialect.inputRules(order)),
  });
  const taskOf = (job: Parameters<typeof task>[0]) => task(job, clock.now());
  const bodies = createCallbackBodies({ clock, newId: newTaskId, taskOf, jobs: () => jobs });
  const onEnd = rules === undefined ? async () => {} : createCallbacks({ clock, background, counts, rules, bodies });
  const jobs: Jobs = createJobs({
    gateway: name,
    clock,
    background,
    ledger,
    pace,
    register,
    newId: newTaskId,
    laneOf,
    makeVideo,
    onEnd,
  });

  function find(id: string) {
    const job = jobs.get(id);
    return job && isKept(job, clock.now(), retentionSeconds) ? job : undefined;
  }

  const parts = { ...surroundings, dialect, jobs, ledger, find };
  const routes = new Hono<{ Bindings: HttpBindings }>();
  for (const route of [createSubmitRoute(parts), createStatusRoute(parts), ...dialect.otherRoutes(parts)])
    routes.route('/', route);
  return { name, currency, routes, jobs, ledger };
}
