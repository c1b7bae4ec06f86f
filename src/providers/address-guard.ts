import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { DownloadError } from './download-error.js';

const connectTimeoutMs = 10_000;

/** Azure's host agent: inside every machine there, though the address looks public. */
const cloudInternal = new Set(['168.63.129.16']);
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Whether `address` lies in the public internet. IPv4 inside IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || cloudInternal.has(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' ? !cloudInternal.has(parsed.toString()) : parsed.match(globalUnicast);
}

/** Finds all addresses of a name, as `dns.lookup` does. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface AddressGuardOptions {
  /** Hosts let through wherever they lie, spelled `host` or `host:port`. @default none */
  readonly allowPrivateHosts?: readonly string[];
  /** @default the system's resolver */
  readonly lookup?: Lookup;
}

/**
 * Connects to public addresses only. The addresses judged are the ones that are connected to, so a name that
 * resolves differently the second time gains nothing.
 */
export function createGuardedConnector({ allowPrivateHosts = [], lookup = systemLookup }: AddressGuardOptions = {}) {
  const allowed = new Set(allowPrivateHosts.map((host) => host.toLowerCase()));
  const unguarded = buildConnector({ timeout: connectTimeoutMs });
  const guarded = buildConnector({ timeout: connectTimeoutMs, lookup: guardLookup(lookup) });

  return function connect(options: buildConnector.Options, callback: buildConnector.Callback): void {
    const { hostname, port, protocol } = options;
    const bare = hostname.replace(/^\[|\]$/g, '');
    const name = ipaddr.IPv6.isValid(bare) ? `[${bare}]` : bare;
    const isAllowed = allowed.has(name) || allowed.has(`${name}:${port || (protocol === 'https:' ? 443 : 80)}`);
    if (isAllowed) unguarded(options, callback);
    else if ((isIP(bare) !== 0 || ipaddr.isValid(bare)) && !isPublicAddress(bare)) callback(refusal(name), null);
    else guarded(options, callback);
  };
}

const guardLookup =
  (lookup: Lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? [];
      if (error !== null || first === undefined) return callback(error ?? refusal(hostname), '');
      if (!found.every(({ address }) => isPublicAddress(address))) return callback(refusal(hostname), '');
      return options.all === true ? callback(null, [...found]) : callback(null, first.address, first.family);
    });
  };

const refusal = (host: string) =>
  new DownloadError(
    'refused-address',
    'is not in the public internet; REELWORK_ALLOW_PRIVATE_HOSTS can let it through',
    {
      host,
    },
  );
