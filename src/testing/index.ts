export {
  createManualClock,
  createSystemClock,
  faultCatalogue,
  startEmulator,
  type Bill,
  type Clock,
  type Emulator,
  type EmulatorOptions,
  type FaultName,
  type ManualClock,
} from './emulator/index.js';
export { startLocalStack, type LocalStack, type LocalStackOptions } from './local-stack/local-stack.js';
