import { BlockList, isIP } from 'node:net';

/** Addresses that nobody outside reaches: EvoLink names most of them, and refuses orders that are to be called back there. */
const internal = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  internal.addSubnet(network, bits);
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  internal.addSubnet(network, bits, 'ipv6');

/** Names without a dot, and those that are kept for one's own network. */
const ownName = /^[^.]+$|\.(localhost|local|internal|lan|home\.arpa)$/;

/** Whether a list holds a URL's `hostname`. It holds no names. */
export function isIn(list: BlockList, hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Whether a URL's `hostname` is an address that nobody on the internet can reach. */
export const isInternalAddress = (hostname: string): boolean => isIn(internal, hostname);

/** Whether the host of a parsed address can lie in the public internet, as far as its name tells. */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(host) === 0 ? !ownName.test(host) : !isInternalAddress(host);
}
