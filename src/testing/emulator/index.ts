export type { Bill, BilledTask, BillOptions } from './bill.js';
export type { Clock } from './engine/clock.js';
export { createManualClock, type ManualClock, type ManualClockOptions } from './engine/manual-clock.js';
export { createSystemClock, type SystemClockOptions } from './engine/system-clock.js';
export { faultCatalogue, type FaultName } from './faults/catalogue.js';
export type { Faults } from './faults/faults.js';
export type { Ffmpeg } from './media/ffmpeg.js';
export type { EmulatorOptions } from './options.js';
export { startEmulator, type Emulator } from './start-emulator.js';
