import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from '@temporalio/client';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/** Calls to Temporal that are repeated as the SDK does it, until they are ended. */
export interface RepeatedCalls {
  readonly interceptors: Interceptor[];
  /** From here on nothing is sent. Whoever still waits for an answer waits for ever. */
  end(): void;
}

const nowhere = { start() {}, sendMessage() {}, halfClose() {}, cancelWithStatus() {}, getPeer: () => 'nobody' };

/**
 * Repeats calls, and can end that. The SDK repeats them by timers that nobody can stop, and a call on a closed connection
 * throws where nobody can catch it: without this, a command that ends while Temporal is away would end in a crash.
 */
export function repeatCalls(): RepeatedCalls {
  let hasEnded = false;
  const unlessEnded: Interceptor = (options, nextCall) =>
    (hasEnded ? nowhere : nextCall(options)) as ReturnType<Interceptor>;
  return {
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), unlessEnded],
    end() {
      hasEnded = true;
    },
  };
}
