import { allFaultNames, faultNamed, type FaultName } from '../emulator/faults/catalogue.js';
import type { Fault } from '../emulator/faults/plan.js';
import type { Subject } from './subject.js';

/** A fault with its name. */
export interface NamedFault {
  readonly name: FaultName;
  readonly fault: Fault;
}

/** The faults that the subject's gateway can have. */
export const faultsAt = ({ facts }: Pick<Subject<never>, 'facts'>): readonly NamedFault[] =>
  allFaultNames
    .map((name) => ({ name, fault: faultNamed(name) }))
    .filter(({ fault: { gateways } }) => gateways?.includes(facts.gateway) !== false);
