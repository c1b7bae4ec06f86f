import { BlockList } from 'node:net';
import { isIn, isInternalAddress } from '../../../config/public-host.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isLocalName = (host: string) => /(^|\.)localhost\.?$/.test(host);

/** Whether a URL's `hostname` means this machine. */
export const isLoopbackHost = (host: string): boolean => isLocalName(host) || isIn(loopback, host);

/** Whether a URL's `hostname` is an address that no one on the internet can reach. Names are not resolved. */
export const isInternalHost = (host: string): boolean => isLocalName(host) || isInternalAddress(host);
