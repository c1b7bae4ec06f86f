import type { Clock } from './engine/clock.js';
import type { FurtherModels } from './engine/further-models.js';
import type { GatewayName } from './engine/gateway-name.js';
import type { RandomFaults } from './faults/random-faults.js';
import type { Ffmpeg } from './media/ffmpeg.js';

/**
 * Whether seconds are taken that a gateway's documents both allow and forbid: 2 to 15 at Vtrix and for EvoLink's
 * image-to-video, whose pages also say 5, 10 or 15.
 */
export type Durations = 'strict' | 'lenient';

/** How an emulator behaves. All times pass on its clock. */
export interface EmulatorOptions {
  /** The address to listen on. @default '127.0.0.1' */
  readonly host?: string;
  /** The port to listen on; 0 means any free one. @default 0 */
  readonly port?: number;
  /** Where clients reach the emulator, if not where it listens; result links begin with it. @default http://host:port */
  readonly publicUrl?: string;
  /** The keys that are valid. @default every key */
  readonly apiKeys?: readonly string[];
  /** EvoLink's balance, in credits, as a decimal string. @default '10000' */
  readonly startingCredits?: string;
  /**
   * The other gateways' balances as decimal strings: in US dollars at Vtrix, in credits at AI/ML API (2,000,000 are a US
   * dollar), in yuan at DashScope. @default '1000', '2000000000' and '10000'
   */
  readonly startingBalances?: Partial<Readonly<Record<Exclude<GatewayName, 'evolink'>, string>>>;
  /** How long a job is queued, in seconds. @default 2 */
  readonly queueSeconds?: number;
  /** How long a job runs at least, in seconds. It ends later when its video takes longer to make. @default 6 */
  readonly runSeconds?: number;
  /** How many jobs run at once, at each gateway; at DashScope, of each model. @default 5 */
  readonly concurrency?: number;
  /** Whether a submit while `concurrency` jobs are open waits its turn or is refused with 429. @default 'queue' */
  readonly whenFull?: 'queue' | 'refuse';
  /** Whether a repeated `Idempotency-Key` gets the first answer again. EvoLink documents no such thing. @default 'ignored' */
  readonly idempotency?: 'ignored' | 'honoured';
  /** Whether seconds are taken that a gateway's documents both allow and forbid. @default 'strict' */
  readonly durations?: Durations;
  /** Whether Vtrix also takes the body of its own command line, `{model, input: [{params}]}`. @default 'refused' */
  readonly wrappedBodies?: 'refused' | 'accepted';
  /**
   * Models that gateways take beside their own, by gateway: each name with that of the model whose orders it takes.
   * @default none
   */
  readonly models?: Partial<Readonly<Record<GatewayName, FurtherModels>>>;
  /** How long after its acceptance a request appears in AI/ML API's log, in seconds; the real delay is not known. @default 0 */
  readonly logDelaySeconds?: number;
  /** Whether callbacks to this machine are taken, also without TLS. The real gateway never does. @default true */
  readonly allowLoopbackCallbacks?: boolean;
  /** Whether reading a finished task again gives the same link or one that lives 24 hours anew. @default 'same' */
  readonly links?: 'same' | 'renewed';
  /** How long tasks are known after their acceptance, in seconds. @default 24 hours at DashScope; for ever at the others, whose time is not known */
  readonly retentionSeconds?: number;
  /**
   * The length in seconds of input videos that the emulator cannot look at. It looks only at inputs on this machine
   * and never asks another host for the caller's media. @default 5
   */
  readonly assumedInputSeconds?: number;
  /** Which jobs meet faults by chance. @default none */
  readonly randomFaults?: RandomFaults;
  /** Where time comes from; the emulator stops it when it closes. @default createSystemClock() */
  readonly clock?: Clock;
  /**
   * Makes results and looks at inputs. Without one, small bundled clips stand in for all results and no input is
   * looked at. @default 'auto': the ffmpeg on PATH, if it can do all that is needed
   */
  readonly ffmpeg?: 'auto' | 'none' | Ffmpeg;
  /** One file that stands in for all results, such as a large one to try transfers with. @default none */
  readonly resultFile?: string;
  /**
   * Whether each job gets a video of its own, or all jobs with one size, length and sound share one: for many jobs.
   * @default 'each'
   */
  readonly rendering?: 'each' | 'shared';
  /** Where results are kept; not removed afterwards. @default a folder of its own, removed when the emulator closes */
  readonly cacheFolder?: string;
}
