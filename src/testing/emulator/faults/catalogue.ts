import type { GatewayName } from '../engine/gateway-name.js';
import { aimlapiFaults } from './aimlapi-faults.js';
import { callbackFaults } from './callback-faults.js';
import { dashscopeFaults } from './dashscope-faults.js';
import { jobFaults } from './job-faults.js';
import { listFaults } from './list-faults.js';
import type { Fault } from './plan.js';
import { resultFaults } from './result-faults.js';
import { statusFaults } from './status-faults.js';
import { submitFaults } from './submit-faults.js';
import { vtrixFaults } from './vtrix-faults.js';

/** All faults by the place where they strike. */
export const faultGroups = {
  submit: submitFaults,
  status: statusFaults,
  job: jobFaults,
  callback: callbackFaults,
  result: resultFaults,
  list: listFaults,
  vtrix: vtrixFaults,
  aimlapi: aimlapiFaults,
  dashscope: dashscopeFaults,
} as const;

/** Every fault that can be asked for. Ask by `faults.next(name)`, `POST /__faults` or `[[fault:name]]` in a prompt. */
export const faultCatalogue = {
  ...submitFaults,
  ...statusFaults,
  ...jobFaults,
  ...callbackFaults,
  ...resultFaults,
  ...listFaults,
  ...vtrixFaults,
  ...aimlapiFaults,
  ...dashscopeFaults,
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faultCatalogue;

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultCatalogue, name);

/** The entry of that name. */
export const faultNamed = (name: FaultName): Fault => faultCatalogue[name];

/** Whether a gateway can have a fault. */
export const canMeet = (gateway: GatewayName, name: FaultName): boolean =>
  faultNamed(name).gateways?.includes(gateway) ?? true;

export const allFaultNames: readonly FaultName[] = Object.keys(faultCatalogue).filter(isFaultName);

/** What strikes at random unless told otherwise. A careful client that takes callbacks gets over all of them. */
export const defaultRandomFaults: readonly FaultName[] = allFaultNames.filter(
  (name) => faultNamed(name).atRandom === true,
);
