import { isGrpcServiceError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';

/** gRPC's status code for a workflow that nobody knows. */
const grpcNotFound = 5;
const isNotFound = ({ code }: { readonly code: number }) => code === grpcNotFound;

/** As Temporal's API numbers a run that has not ended. */
const runningStatus = 1;

/** Tells whether Temporal runs a workflow of an id. */
export const createIsRunning =
  (connection: NativeConnection, namespace: string) =>
  async (workflowId: string): Promise<boolean> => {
    try {
      const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution({
        namespace,
        execution: { workflowId },
      });
      return Number(workflowExecutionInfo?.status) === runningStatus;
    } catch (error) {
      if (isGrpcServiceError(error) && isNotFound(error)) return false;
      throw error;
    }
  };
