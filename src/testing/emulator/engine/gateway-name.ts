/** The gateways that one emulator speaks for. */
export const gatewayNames = ['evolink', 'vtrix', 'aimlapi', 'dashscope'] as const;

export type GatewayName = (typeof gatewayNames)[number];
