import { isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { ServiceOutOfReach } from './service-out-of-reach.js';
import { UsageError } from './usage-error.js';

/** Which Temporal was asked. */
export interface TemporalPlace {
  readonly address: string;
  readonly namespace: string;
}

const grpc = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A failed call to Temporal in words that say which server, where, and what to do; any other error as it is. */
export function restateTemporalTrouble(error: unknown, { address, namespace }: TemporalPlace): unknown {
  if (error instanceof WorkflowNotFoundError) {
    const message = `No generation '${error.workflowId}' in namespace '${namespace}' at ${address}. \`reelwork list\` shows what there is.`;
    return new UsageError('NOT_FOUND', message, { cause: error });
  }
  const failure = grpcFailure(error);
  if (error instanceof NamespaceNotFoundError || failure?.code === grpc.notFound) {
    return new ServiceOutOfReach(
      'TEMPORAL_OUT_OF_REACH',
      `Temporal at ${address} has no namespace '${namespace}'. Create it, or set TEMPORAL_NAMESPACE.`,
      { cause: error },
    );
  }
  switch (failure?.code) {
    case grpc.unavailable:
    case grpc.deadlineExceeded:
      return temporalOutOfReach(address, error);
    case grpc.permissionDenied:
    case grpc.unauthenticated:
      return new ServiceOutOfReach(
        'TEMPORAL_OUT_OF_REACH',
        `Temporal at ${address} rejected our credentials: ${failure.details}. Check TEMPORAL_API_KEY and the TLS variables.`,
        { cause: error },
      );
    case grpc.invalidArgument:
      return new UsageError('REFUSED_BY_TEMPORAL', `Temporal at ${address} refuses: ${failure.details}`, {
        cause: error,
      });
  }
  return error;
}

/** Nothing answers there at all. */
export const temporalOutOfReach = (address: string, cause: unknown): ServiceOutOfReach =>
  new ServiceOutOfReach(
    'TEMPORAL_OUT_OF_REACH',
    `Temporal does not answer at ${address}. Start it, or set TEMPORAL_ADDRESS; \`reelwork dev\` starts a local one.`,
    { cause },
  );

function grpcFailure(error: unknown): { readonly code: number; readonly details: string } | undefined {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) ? cause : undefined;
}
