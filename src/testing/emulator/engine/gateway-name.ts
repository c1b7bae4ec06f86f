import type { Gateway } from '../../../domain/models.js';

/** The gateways that one emulator speaks for: all that there are. */
export type GatewayName = Gateway;
