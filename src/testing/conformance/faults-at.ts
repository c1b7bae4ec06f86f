import { faultNamed, isFaultName, type FaultName } from '../emulator/faults/catalogue.js';
import type { Fault, FaultTable } from '../emulator/faults/plan.js';
import type { Subject } from './subject.js';

/** A fault with its name. */
export interface NamedFault {
  readonly name: FaultName;
  readonly fault: Fault;
}

/** The faults of a group that the subject's gateway can have. */
export const faultsAt = ({ facts }: Pick<Subject<never>, 'facts'>, group: FaultTable): readonly NamedFault[] =>
  Object.keys(group)
    .filter(isFaultName)
    .map((name) => ({ name, fault: faultNamed(name) }))
    .filter(({ fault: { gateways } }) => gateways?.includes(facts.gateway) !== false);
