import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { FaultSource } from '../faults/faults.js';
import type { SignedLinks } from '../files/signed-links.js';
import type { VideoMakerOptions } from '../media/video-maker.js';
import type { Background } from './background.js';
import type { Clock } from './clock.js';
import type { RequestCounts } from './counts.js';
import type { Jobs, Pace } from './jobs.js';
import type { Ledger } from './ledger.js';

/** What all gateways of one emulator share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly background: Background;
  readonly counts: RequestCounts;
  readonly faults: FaultSource;
  readonly links: SignedLinks;
  readonly pace: Pace;
  /** How videos are made; a gateway adds its rules for inputs. */
  readonly studio: Omit<VideoMakerOptions, 'judge'>;
  /** The accepted keys; any when `undefined`. */
  readonly apiKeys: readonly string[] | undefined;
}

/** One gateway: its own paths, words, prices and account. */
export interface Dialect {
  readonly routes: Hono<{ Bindings: HttpBindings }>;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
}
