export type { Bill } from './bill.js';
export type { Clock } from './engine/clock.js';
export { createManualClock, type ManualClock } from './engine/manual-clock.js';
export { createSystemClock } from './engine/system-clock.js';
export { faultCatalogue, type FaultName } from './faults/catalogue.js';
export type { EmulatorOptions } from './options.js';
export { startEmulator, type Emulator } from './start-emulator.js';
