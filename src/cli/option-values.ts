import { InvalidArgumentError } from 'commander';
import { parseTimeSpan } from '../domain/time-span.js';
import { parseHostAndPort, type HostAndPort } from '../domain/host-and-port.js';

/** Any number: whether it can be right is for others to say. */
export function anyNumber(value: string): number {
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

/** A whole number, also 0. */
export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

/** A share of a whole: a number from 0 to 1. */
export function share(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return number;
}

/** A span of time such as `90s`, `15m`, `36h` or `7d`, in seconds. */
export function timeSpan(value: string): number {
  const seconds = /^\d{1,6}\D$/.test(value) ? parseTimeSpan(value) : undefined;
  if (seconds === undefined)
    throw new InvalidArgumentError('It must be a number with its unit, such as 90s, 15m, 36h or 7d.');
  return seconds;
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
