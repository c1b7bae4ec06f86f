import type { ProviderErrorKind } from './provider-error.js';

/** Whether a gateway's words for people say that the content was not to its liking ("inappropriate content", gateways.md 5.2). */
export const speaksOfContent = (words: string): boolean =>
  /inappropriate content|content policy|safety filter|moderation/i.test(words);

/** Statuses with which what is in an order is refused. */
const refusingStatuses: readonly number[] = [400, 403, 422];

/** What a refusal means whose gateway has no code for it: one about content must not be taken to another gateway. */
export const contentRefusal = (status: number, words: string): ProviderErrorKind | undefined =>
  refusingStatuses.includes(status) && speaksOfContent(words) ? 'moderation' : undefined;
