import { activityInfo } from '@temporalio/activity';
import { withHeartbeats } from './heartbeats.js';

/** How many attempts have met what only time, or only a person, can mend: they tell each other by heartbeats. */
export interface TransferTroubles {
  /** Only dead links, in a row. */
  readonly deadLinks: number;
  /** What no repetition mends. */
  readonly lasting: number;
}

/** What the server hears of a transfer. */
export interface TransferHeartbeat extends TransferTroubles {
  readonly bytesStored: number;
}

export const noTroubles: TransferTroubles = { deadLinks: 0, lasting: 0 };

/** The server hands the details of an attempt's last heartbeat to the next attempt. */
export function troublesSoFar(): TransferTroubles {
  const details = activityInfo().heartbeatDetails as Partial<TransferHeartbeat> | undefined;
  return { deadLinks: details?.deadLinks ?? 0, lasting: details?.lasting ?? 0 };
}

/** Runs a transfer, telling the server that it lives and how far it is: also while one slow part is under way. */
export async function withTransferHeartbeat<Result>(
  troubles: TransferTroubles,
  transfer: (onProgress: (bytesStored: number) => void) => Promise<Result>,
): Promise<Result> {
  let bytesStored = 0;
  return withHeartbeats(
    (): TransferHeartbeat => ({ bytesStored, ...troubles }),
    () =>
      transfer((bytes) => {
        bytesStored = bytes;
      }),
  );
}
