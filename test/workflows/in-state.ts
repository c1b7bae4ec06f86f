import type { GenerationState } from '../../src/domain/generation-state.js';
import type { Stage } from '../helpers/stage.js';
import { until } from '../helpers/until.js';

/** Waits until a generation says that it is in this state. */
export const inState = ({ videos }: Pick<Stage, 'videos'>, id: string, state: GenerationState) =>
  until(async () => {
    const status = await videos.get(id).status();
    return status.state === state && status;
  }, `${id} to be ${state}`);
