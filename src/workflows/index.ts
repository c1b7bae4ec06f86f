export { generateVideo } from './generate-video.js';
export { keepLateVideo } from './keep-late-video.js';
