import type { InputRules } from '../engine/judge-inputs.js';

/** The gateway's rules for input files. It takes neither images nor videos, and states none for audio. */
export const inputRules: InputRules = {
  imageSides: [0, 0],
  videoSeconds: [0, 0],
  audioContainers: 'any',
};
