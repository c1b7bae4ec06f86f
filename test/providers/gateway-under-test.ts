import fc from 'fast-check';
import type { Gateway } from '../../src/domain/models.js';
import type { GatewayTimeLimits } from '../../src/providers/gateway-client.js';
import type { Accepted } from '../../src/providers/video-model.js';
import type { Body } from './hostile-answers.js';

interface Options {
  readonly apiKey?: string;
  readonly timeLimits?: GatewayTimeLimits;
}

/** How the tests that hold for every gateway speak to one. */
export interface GatewayUnderTest {
  readonly gateway: Gateway;
  readonly submitterAt: (url: string, options?: Options) => () => Promise<Accepted>;
  readonly readStatusAt: (url: string) => Promise<unknown>;
  readonly taskId: string;
  /** Whether its pages tell what ids of tasks look like; then nothing else is one. @default 'untold' */
  readonly idForm?: 'documented' | 'untold';
  /** A success as the gateway answers it. */
  readonly accepted: object;
  /** A refusal as the gateway answers it. */
  readonly refusal: (message: string, status: number) => object;
  /** What it may answer submissions, in its form and in others. */
  readonly bodies: fc.Arbitrary<Body>;
  /** When its own error is no refusal. @default never */
  readonly mayExist?: (text: string, status: number) => boolean;
}

/** Ids of tasks. */
export const anId = fc.stringMatching(/^task_\w{1,20}$/);
