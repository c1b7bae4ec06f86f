import type { ModelFacts } from '../../domain/models.js';
import type { RequestSchema } from '../../domain/requests/define-model.js';
import type { GatewayTimeLimits } from '../../providers/gateway-client.js';
import type { VideoModel } from '../../providers/video-model.js';
import type { EmulatorOptions } from '../emulator/options.js';

/** One model of an adapter, as the conformance kit tries it. */
export interface Subject<Request> {
  /** What is to be true of it. */
  readonly facts: Pick<ModelFacts, 'gateway' | 'lookUp' | 'cancels' | 'callbacks'>;
  /** The adapter, speaking to a gateway at this address. */
  readonly adapterAt: (options: AdapterOptions) => VideoModel<Request>;
  /** A request that is right, with every default filled in. */
  readonly request: Request;
  /** What a request may hold: each of its fields is tried with other values than the request's. */
  readonly schema: RequestSchema;
  /**
   * With which values a field is tried, where those that its schema suggests are none that the emulated gateway takes;
   * with an empty list it is not tried.
   */
  readonly values?: Readonly<Record<string, readonly unknown[]>> | undefined;
  /** How the emulator of its gateway is to behave beside what the kit asks of it. */
  readonly emulator?: EmulatorOptions;
}

/** What an adapter is given. */
export interface AdapterOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly timeLimits: GatewayTimeLimits;
}

/** One behaviour: a sentence, and what rejects when it is not so. For any test runner. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}
