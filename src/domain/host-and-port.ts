export interface HostAndPort {
  /** Without the brackets that an IPv6 address wears before a port. */
  readonly host: string;
  readonly port: number;
}

const largestPort = 65_535;

/** Reads `host:port`, an IPv6 address in brackets; `undefined` when it is anything else. */
export function parseHostAndPort(text: string): HostAndPort | undefined {
  const [, ipv6, name, digits] = /^(?:\[([^\s\]]+)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = ipv6 ?? name;
  const port = Number(digits);
  return host === undefined || port > largestPort ? undefined : { host, port };
}
