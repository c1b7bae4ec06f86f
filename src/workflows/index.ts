export { generateVideo } from './generate-video.js';
