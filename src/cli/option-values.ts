import { InvalidArgumentError } from 'commander';
import { parseHostAndPort, type HostAndPort } from '../domain/host-and-port.js';

/** Any number: whether it can be right is for others to say. */
export function number(value: string): number {
  const parsed = Number(value);
  if (value.trim() === '' || Number.isNaN(parsed)) throw new InvalidArgumentError('It must be a number.');
  return parsed;
}

/** A number above 0. */
export function positiveNumber(value: string): number {
  const parsed = Number(value);
  if (value.trim() === '' || !(parsed > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return parsed;
}

/** A whole number above 0. */
export function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(value);
}

/** A TCP port. */
export function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('It must be a port from 0 to 65535.');
  return Number(value);
}

/** `host:port`. */
export function hostAndPort(value: string): HostAndPort {
  const parsed = parseHostAndPort(value);
  if (parsed === undefined) throw new InvalidArgumentError('It must be host:port, such as 127.0.0.1:8790.');
  return parsed;
}
