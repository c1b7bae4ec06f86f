import { once } from 'node:events';
import type { NodeContext } from '../engine/answer-wrongly.js';
import type { Clock } from '../engine/clock.js';
import { drops } from '../engine/drops.js';
import type { Job, ResultFile } from '../engine/job.js';
import { anotherContent, lengthOf, whole, wrongContent } from './content.js';
import type { Serving } from './serve-content.js';
import { untilMiddle } from './spoilt-body.js';

const pebibyte = 2 ** 50;
const dropsPerSecond = 10;

export interface ResultServingOptions {
  readonly context: NodeContext;
  readonly job: Job;
  readonly file: ResultFile;
  readonly clock: Clock;
}

/** How a job's result is served this time, with what its fault makes of it. */
export function resultServing({ context, job, file, clock }: ResultServingOptions): Serving {
  const { faults, traffic, id } = job;
  const { result: fault } = faults;
  const right: Serving = { content: whole(file), contentType: 'video/mp4', etag: `"${id}-${file.bytes}"` };

  switch (fault?.kind) {
    case 'cut':
    case 'stall': {
      const middle = Math.floor(lengthOf(right.content) / 2);
      const breaksOff = (bytes: AsyncIterable<Uint8Array>, start: number) =>
        untilMiddle(bytes, {
          start,
          middle,
          strikes: () => traffic.spoiltLinkReads++ < fault.strikes,
          halt: () => halt(context, fault.kind),
        });
      return { ...right, pipe: breaksOff };
    }
    case 'drip':
      if (traffic.spoiltLinkReads++ >= fault.strikes) return right;
      return {
        ...right,
        pipe: (bytes) =>
          drops(bytes, { clock, dropBytes: fault.bytesPerSecond / dropsPerSecond, everyMs: 1000 / dropsPerSecond }),
      };
    case 'content': {
      if (traffic.spoiltLinkReads++ >= fault.strikes) return right;
      const told = fault.length !== 'untold';
      return { ...right, content: wrongContent(fault.content, job, file), ranges: told, tellsLength: told };
    }
    case 'content-type':
      return { ...right, contentType: fault.contentType };
    case 'no-ranges':
      return { ...right, ranges: false, tellsLength: fault.length === 'told' };
    case 'etag':
      return { ...right, etag: fault.etag === 'weak' ? `W/${right.etag}` : undefined };
    case 'changes': {
      const changed = traffic.linkReads > 1;
      const content = changed ? anotherContent(fault.length, file) : right.content;
      switch (fault.etag) {
        case 'absent':
          return { ...right, content, etag: undefined };
        case 'stays':
          return { ...right, content };
        case 'changes':
          return { ...right, content, etag: changed ? `"${id}-${file.bytes}-2"` : right.etag };
      }
    }
    case 'oversized': {
      const content = { ...right.content, zeros: pebibyte };
      const told = fault.length === 'told';
      return { ...right, content, ranges: told, tellsLength: told };
    }
    case 'refused':
    case 'needs-renewal':
    case 'expires-as-404':
    case 'redirect':
    case 'plain-http':
    case undefined:
      return right;
  }
}

async function halt({ env: { outgoing } }: NodeContext, how: 'cut' | 'stall'): Promise<void> {
  if (how === 'cut') outgoing.destroy();
  else if (!outgoing.destroyed) await once(outgoing, 'close');
}
