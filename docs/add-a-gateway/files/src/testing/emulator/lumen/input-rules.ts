import type { InputRules } from '../engine/judge-inputs.js';

/** The gateway's rules for input files. It takes none. */
export const inputRules: InputRules = { imageSides: [0, 0], videoSeconds: [0, 0], audioContainers: [] };
