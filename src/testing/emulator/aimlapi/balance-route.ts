import type { HttpBindings } from '@hono/node-server';
import { Big } from 'big.js';
import { Hono } from 'hono';
import { createAuthentication } from '../engine/authentication.js';
import type { GatewayParts, Routes } from '../engine/dialect.js';
import { inDollars } from './prices.js';

/** `GET /v2/billing`: what the account has left. */
export function createBalanceRoute({ apiKeys, ledger, dialect: { errors } }: GatewayParts): Routes {
  const route = new Hono<{ Bindings: HttpBindings }>();

  route.get('/v2/billing', createAuthentication(apiKeys, errors.task), () =>
    Response.json({ current_balance: inDollars(new Big(ledger.balance().available)), currency: 'USD' }),
  );

  return route;
}
