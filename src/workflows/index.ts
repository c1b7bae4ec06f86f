export { generateVideo } from './generate-video.js';
export { keepLateVideo } from './keep-late-video.js';
export { storyboard } from './storyboard.js';
export { approve, raise, redo, reject, storyboardProgress, type Shown } from './storyboards/messages.js';
export {
  callbackReceived,
  generationProgress,
  releaseHold,
  resolveSubmission,
  type CallbackHint,
  type GenerationProgress,
  type Resolution,
} from './messages.js';
