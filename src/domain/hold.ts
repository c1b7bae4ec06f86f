import type { Gateway } from './models.js';

/** What a hold keeps from being ordered: anything of a gateway, what one of its accounts pays for, or one model. */
export type HoldScope =
  | { readonly kind: 'gateway'; readonly gateway: Gateway }
  | { readonly kind: 'account'; readonly gateway: Gateway; readonly account: string }
  /** `model` is the whole id, `gateway/name`. */
  | { readonly kind: 'model'; readonly gateway: Gateway; readonly model: string };

/** Why orders are held: the gateway refused the account, or a person stopped them. */
export const holdCodes = ['NO_CREDIT', 'WRONG_KEY', 'STOPPED'] as const;

/** Why an account orders nothing now. */
export type HoldCode = (typeof holdCodes)[number];

/** While it stands, nothing that it covers is ordered; what is ordered already goes on. */
export interface Hold {
  readonly scope: HoldScope;
  readonly code: HoldCode;
  /** Why, in the gateway's or a person's words. */
  readonly reason: string;
  /** ISO 8601; missing where the hold can't be read. */
  readonly since?: string | undefined;
  /** Who set it: `reelwork`, or a person. */
  readonly by: string;
}

/** Who would order what. */
export interface HoldQuestion {
  readonly gateway: Gateway;
  readonly account: string;
  readonly model: string;
}

/** Reasons are shown everywhere and kept in histories. In characters; what is longer is cut. */
export const longestReason = 500;

/** A held run learns within this time that its hold was lifted, in seconds. */
export const releaseNoticedSeconds = 30;

/** Whether a hold of this scope stops such an order. */
export function covers(scope: HoldScope, { gateway, account, model }: HoldQuestion): boolean {
  switch (scope.kind) {
    case 'gateway':
      return scope.gateway === gateway;
    case 'account':
      return scope.gateway === gateway && scope.account === account;
    case 'model':
      return scope.model === model;
  }
}

/** What is held, for people. */
export function nameOfScope(scope: HoldScope): string {
  switch (scope.kind) {
    case 'gateway':
      return scope.gateway;
    case 'account':
      return `${scope.gateway} account '${scope.account}'`;
    case 'model':
      return scope.model;
  }
}

/** The command by which a person lifts the hold of a scope. */
export function releaseCommand(scope: HoldScope): string {
  switch (scope.kind) {
    case 'gateway':
      return `reelwork release ${scope.gateway}`;
    case 'account':
      return `reelwork release ${scope.gateway} --account ${scope.account}`;
    case 'model':
      return `reelwork release ${scope.model}`;
  }
}

/** What is held, since when, by whom and why: one sentence without its full stop. */
export const describeHold = ({ scope, since, by, reason }: Hold): string =>
  `${nameOfScope(scope)} is held${since === undefined ? '' : ` since ${since}`} by ${by}: ${reason.replace(/\.$/, '')}`;
