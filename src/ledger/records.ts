import { z } from 'zod';
import { holdCodes } from '../domain/hold.js';
import { gateways } from '../domain/models.js';
import { currencies } from '../domain/money.js';

// Readers accept unknown fields; writers never rename: these objects outlive every version of this package.

const task = z.object({ gateway: z.enum(gateways), account: z.string(), endpoint: z.string(), taskId: z.string() });

const money = z.union([
  z.object({ amount: z.string(), currency: z.enum(currencies), basis: z.enum(['quoted', 'reserved', 'settled']) }),
  z.object({ amount: z.null(), currency: z.enum(currencies), basis: z.literal('unknown') }),
]);

/** Written before a submission is sent. Only its creator may send. */
export const submissionRecord = z.object({
  schema: z.literal(1),
  /** Tells the attempt that wrote it from every other one. */
  nonce: z.string(),
  requestDigest: z.string(),
  model: z.string(),
  gateway: z.enum(gateways),
  account: z.string(),
  endpoint: z.string(),
  namespace: z.string(),
  runId: z.string(),
  wireKey: z.string(),
  at: z.string(),
});

/** Written as soon as the gateway's answer gave a task id. */
export const acceptanceRecord = z.object({
  schema: z.literal(1),
  task,
  acceptedAt: z.string(),
  expectedSeconds: z.number(),
  typicalSeconds: z.number(),
  callbackExpected: z.boolean(),
  cost: money,
});

/** By which a task belongs to one submission of one generation. */
export const taskClaim = z.object({ schema: z.literal(1), id: z.string(), n: z.number() });

/** Keeps what its key names from being ordered. */
export const holdRecord = z.object({
  schema: z.literal(1),
  code: z.enum(holdCodes),
  reason: z.string(),
  since: z.string(),
  by: z.string(),
});

export type SubmissionRecord = z.output<typeof submissionRecord>;
export type AcceptanceRecord = z.output<typeof acceptanceRecord>;
export type TaskClaim = z.output<typeof taskClaim>;
export type HoldRecord = z.output<typeof holdRecord>;
