import { VideoClient } from '../client/video-client.js';
import type { CommandContext } from './command.js';
import { withTemporalClient } from './temporal.js';

/** Runs `use` with a client for the generations of the environment's Temporal and task queue. */
export async function withVideoClient<Result>(
  { config }: Pick<CommandContext, 'config'>,
  use: (videos: VideoClient) => Promise<Result>,
): Promise<Result> {
  const { REELWORK_TASK_QUEUE: taskQueue } = config();
  return withTemporalClient((client) => use(new VideoClient({ client, taskQueue })));
}
