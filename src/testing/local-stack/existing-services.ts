import { ConfigError, type Environment } from '../../config.js';

/** Services of the caller's that the stack uses instead of starting its own. */
export interface ExistingServices {
  /** `host:port` of a Temporal server. */
  readonly temporal: string | undefined;
  /** Address of an S3 server. */
  readonly s3: string | undefined;
}

const isLoopback = (address: string): boolean => {
  const url = address.includes('://') ? address : `tcp://${address}`;
  return URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
};

/**
 * What the environment says is running already. Addresses beyond this machine are refused unless
 * `useEnvironment` is set: an emulator must never answer production runs.
 */
export function existingServices(environment: Environment, useEnvironment: boolean): ExistingServices {
  const services = {
    TEMPORAL_ADDRESS: environment['TEMPORAL_ADDRESS'] || undefined,
    S3_ENDPOINT: environment['REELWORK_S3_ENDPOINT'] || environment['S3_ENDPOINT'] || undefined,
  };
  const elsewhere = Object.entries(services).filter(([, address]) => address !== undefined && !isLoopback(address));
  if (elsewhere.length > 0 && !useEnvironment) {
    throw new ConfigError([
      ...elsewhere.map(([variable, address]) => `${variable} is ${address}, which is not on this machine.`),
      "This stack's gateway is an emulator. Unset them, or say --use-environment if that is meant.",
    ]);
  }
  return { temporal: services.TEMPORAL_ADDRESS, s3: services.S3_ENDPOINT };
}
