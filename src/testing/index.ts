export {
  createManualClock,
  createSystemClock,
  defaultRandomFaults,
  faultCatalogue,
  startEmulator,
  type Bill,
  type Clock,
  type Emulator,
  type EmulatorOptions,
  type FaultName,
  type JobTruth,
  type ManualClock,
  type Outage,
  type RandomFaults,
  type Truth,
} from './emulator/index.js';
export { definedModelCases, type DefinedSubject } from './conformance/defined-model.js';
export { conformanceCases, type AdapterOptions, type ConformanceCase, type Subject } from './conformance/index.js';
export { startLocalStack, type LocalStack, type LocalStackOptions } from './local-stack/local-stack.js';
