import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ReadFault } from '../faults/status-faults.js';
import { answerWith } from './answer-wrongly.js';
import { createAuthentication } from './authentication.js';
import type { GatewayParts, Routes } from './dialect.js';
import { refuse } from './errors.js';
import type { Job } from './job.js';

/** The call that reads one task. */
export function createStatusRoute({ apiKeys, clock, jobs, counts, faults, find, dialect }: GatewayParts): Routes {
  const { errors, status, task, newTaskId } = dialect;
  const route = new Hono<{ Bindings: HttpBindings }>();

  route.get(status.path, createAuthentication(apiKeys, errors.task), async (context) => {
    const { req: request } = context;
    counts.statusReads += 1;
    const taskId = status.idOf(request);
    const job = taskId === undefined ? undefined : find(taskId);
    const ownFault = job && faultOfThisRead(job);
    const fault = faults.statusReads.take() ?? ownFault;
    const right =
      job === undefined
        ? refuse(errors.task, { status: taskId === undefined ? 400 : 404 }, { path: request.path, taskId })
        : Response.json(shown(job));
    return answerWith(context, fault, { right, clock, words: errors.task, taskId });
  });

  function shown(job: Job): object {
    const { view } = job.faults;
    const now = clock.now();
    if (view?.kind !== 'another-task' || job.traffic.statusReads > view.firstReads) return task(job, now);
    const another = jobs.all().find(({ id, stage }) => id !== job.id && stage.state === 'completed');
    return task(another ?? { ...job, id: newTaskId(now) }, now);
  }

  function faultOfThisRead({ faults: { read }, traffic, acceptedAt }: Job): ReadFault['answer'] | undefined {
    traffic.statusReads += 1;
    if (read === undefined) return undefined;
    const ageSeconds = (clock.now() - acceptedAt) / 1000;
    return strikes(read.when, { reads: traffic.statusReads, ageSeconds }) ? read.answer : undefined;
  }

  return route;
}

function strikes(
  when: ReadFault['when'],
  { reads, ageSeconds }: { readonly reads: number; readonly ageSeconds: number },
): boolean {
  if ('firstReads' in when) return reads <= when.firstReads;
  return 'withinSeconds' in when ? ageSeconds < when.withinSeconds : ageSeconds >= when.afterSeconds;
}
