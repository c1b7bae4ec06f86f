import type { InputRules } from '../engine/judge-inputs.js';

/** The gateway's rules for input files, the same for all its models. */
export const inputRules: InputRules = {
  imageSides: [360, 2000],
  videoSeconds: [2, 30],
  audioContainers: ['mp3'],
};
