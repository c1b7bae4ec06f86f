import type { TaskFailureClass } from '../../../domain/task.js';
import type { Failure, FailureReason } from '../engine/failure.js';

/** There is no code: what went wrong stands in the text alone. */
const texts: Readonly<Record<FailureReason, string>> = {
  moderation: 'The request holds inappropriate content.',
  image: 'The image could not be processed.',
  'image-size': 'The image has the wrong size.',
  parameters: 'A parameter is not valid.',
  provider: 'The provider failed.',
  timeout: 'The generation timed out.',
  'no-content': 'The generation gave no video.',
  quota: 'The provider’s quota is used up.',
  resources: 'The provider has no capacity.',
  'unheard-of': 'The horse refused.',
};

/** What a status read says of a failure. The names of the gateway's errors are not known: ours is always the same. */
export function failureJson({ reason, message, form = 'object' }: Failure): { readonly error?: unknown } {
  const text = `${texts[reason]} ${message}`;
  switch (form) {
    case 'object':
    case 'number-code':
      return { error: { name: 'GenerationError', message: text } };
    case 'text':
      return { error: text };
    case 'absent':
      return {};
  }
}

/** What its text tells of a failure: nothing sure, but that of moderation (gateways.md 4.3). */
export const toldClass = ({ reason, form }: Failure): TaskFailureClass =>
  reason === 'moderation' && form !== 'absent' ? 'moderation' : 'unclassified';
