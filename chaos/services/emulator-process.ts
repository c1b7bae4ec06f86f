// The gateway's double in a process of its own, which no trouble ever reaches: it keeps the bill.
import { startEmulator, type EmulatorOptions } from '../../src/testing/index.js';

const options: EmulatorOptions = JSON.parse(process.env['EMULATOR_OPTIONS'] ?? '{}');
const emulator = await startEmulator(options);
await new Promise<void>((resolve) => void process.once('SIGTERM', () => resolve()));
await emulator.close();
