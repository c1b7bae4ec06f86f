/** The gateways that one emulator speaks for. */
export const gatewayNames = ['evolink', 'vtrix', 'aimlapi'] as const;

export type GatewayName = (typeof gatewayNames)[number];
