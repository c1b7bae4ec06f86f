import { z } from 'zod';
import { adoptedBy } from '../domain/evidence.js';
import { holdCodes } from '../domain/hold.js';
import { gateways } from '../domain/models.js';
import { currencies } from '../domain/money.js';
import { taskFailureClasses } from '../domain/task.js';

// Readers accept unknown fields; writers never rename: these objects outlive every version of this package.

const task = z.object({ gateway: z.enum(gateways), account: z.string(), endpoint: z.string(), taskId: z.string() });

/** The budgets that a submission counts against. */
const budgets = z
  .array(z.object({ name: z.string(), period: z.string() }))
  .readonly()
  .optional();

/** An amount of money, as records hold it. */
export const money = z.union([
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
  /** The number of the place that its task runs in, where running tasks are limited. */
  place: z.number().optional(),
  /** The list price. */
  cost: money.optional(),
  budgets,
  /** The request as given, but for the query strings of its links: by it a lost run is started again. */
  request: z.unknown().optional(),
  /** The options as given. */
  options: z.unknown().optional(),
});

/** Written as soon as the gateway's answer gave a task id, or a task was adopted for the submission. */
export const acceptanceRecord = z.object({
  schema: z.literal(1),
  task,
  /** Absent: the answer to the submission. */
  by: z.enum(adoptedBy).optional(),
  acceptedAt: z.string(),
  expectedSeconds: z.number(),
  typicalSeconds: z.number(),
  callbackExpected: z.boolean(),
  cost: money,
  budgets,
});

/** Written when an answer names tasks without being an acceptance. */
export const namingRecord = z.object({ schema: z.literal(1), taskIds: z.array(z.string()) });

const taskFailure = z.union([
  z.object({
    state: z.literal('failed'),
    class: z.enum(taskFailureClasses),
    code: z.string(),
    message: z.string(),
    cost: money.optional(),
  }),
  z.object({ state: z.literal('cancelled'), message: z.string(), cost: money.optional() }),
]);

/** Written when a submission has come to an end from which its generation goes on, or with which it ends. */
export const closureRecord = z.object({
  schema: z.literal(1),
  at: z.string(),
  closure: z.union([
    z.object({ as: z.literal('superseded'), cost: money.optional() }),
    z.object({ as: z.literal('failed'), failure: taskFailure }),
    z.object({
      as: z.literal('given-up'),
      code: z.enum(['SUBMISSION_UNKNOWN', 'ABANDONED']),
      message: z.string(),
    }),
  ]),
});

/** By which a task belongs to one submission of one generation. */
export const taskClaim = z.object({
  schema: z.literal(1),
  id: z.string(),
  n: z.number(),
  /** Absent: the answer to the submission. */
  by: z.enum(adoptedBy).optional(),
});

/** Keeps what its key names from being ordered. */
export const holdRecord = z.object({
  schema: z.literal(1),
  code: z.enum(holdCodes),
  reason: z.string(),
  since: z.string(),
  by: z.string(),
});

/** Stands while a submission may still be the owner of a task that nobody has claimed. */
export const openMark = z.object({
  schema: z.literal(1),
  /** Of the submission's record. */
  nonce: z.string(),
  id: z.string(),
  n: z.number(),
  model: z.string(),
  at: z.string(),
});

/** Proves that the attempt which its key names was refused, whoever looks for it later. */
export const refusedMark = z.object({ schema: z.literal(1), at: z.string() });

/** A submission that has no task yet. */
export type OpenMark = z.output<typeof openMark>;
/** What stands in the ledger before a submission is sent. */
export type SubmissionRecord = z.output<typeof submissionRecord>;
/** What stands in the ledger once a gateway took a submission. */
export type AcceptanceRecord = z.output<typeof acceptanceRecord>;
/** How a submission ended that its generation goes on from, or ends with. */
export type ClosureRecord = z.output<typeof closureRecord>;
/** Whose a task is. */
export type TaskClaim = z.output<typeof taskClaim>;
/** That an account, or a model of it, orders nothing now. */
export type HoldRecord = z.output<typeof holdRecord>;
