// The only place that reaches below the surface of `@temporalio/common`: the client offers no other way to give a
// signal its own request id, to read a pending activity's failure, or to read a run's input. The peer range is held to
// one minor version for it.
export {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
  encodeToPayloads,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
