import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createAuthentication } from '../engine/authentication.js';
import type { GatewayParts, Routes } from '../engine/dialect.js';

/** `GET /v1/credits`: what the account has left. */
export function createBalanceRoute({ apiKeys, ledger, dialect: { errors } }: GatewayParts): Routes {
  const route = new Hono<{ Bindings: HttpBindings }>();

  route.get('/v1/credits', createAuthentication(apiKeys, errors.task), () => {
    const { available, spent } = ledger.balance();
    const credits = { remaining_credits: Number(available), used_credits: Number(spent) };
    return Response.json({
      data: { token: { ...credits, unlimited_credits: false }, user: credits },
      message: '',
      success: true,
    });
  });

  return route;
}
