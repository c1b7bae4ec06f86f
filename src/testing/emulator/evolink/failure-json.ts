import type { TaskFailureClass } from '../../../domain/task.js';
import type { Failure, FailureReason } from '../engine/failure.js';

const codes: Readonly<Record<FailureReason, string>> = {
  moderation: 'content_policy_violation',
  image: 'image_processing_error',
  'image-size': 'image_dimension_mismatch',
  parameters: 'invalid_parameters',
  provider: 'service_error',
  timeout: 'generation_timeout',
  'no-content': 'generation_failed_no_content',
  quota: 'quota_exceeded',
  resources: 'resource_exhausted',
  'unheard-of': 'flux_misaligned',
};

/** What a task query says of a failure. */
export function failureJson({ reason, message, form = 'object' }: Failure): { readonly error?: unknown } {
  switch (form) {
    case 'object':
      return { error: { code: codes[reason], message, type: 'task_error' } };
    case 'text':
      return { error: message };
    case 'number-code':
      return { error: { code: 500, message, type: 'task_error' } };
    case 'absent':
      return {};
  }
}

const classes: Readonly<Record<FailureReason, TaskFailureClass>> = {
  moderation: 'moderation',
  image: 'bad-input',
  'image-size': 'bad-input',
  parameters: 'bad-input',
  provider: 'provider-fault',
  timeout: 'provider-fault',
  'no-content': 'provider-fault',
  quota: 'quota',
  resources: 'quota',
  'unheard-of': 'unclassified',
};

/** What its code tells of a failure; nothing where there is none (gateways.md 5.2). */
export const toldClass = ({ reason, form = 'object' }: Failure): TaskFailureClass =>
  form === 'object' ? classes[reason] : 'unclassified';

/** The other shape of a cancelled task. */
export const cancelledJson = {
  error: { code: 'request_cancelled', message: 'The request was cancelled.', type: 'task_error' },
};
