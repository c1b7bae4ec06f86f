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

/** The other shape of a cancelled task. */
export const cancelledJson = {
  error: { code: 'request_cancelled', message: 'The request was cancelled.', type: 'task_error' },
};
