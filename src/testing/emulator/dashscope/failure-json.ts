import type { Failure, FailureReason } from '../engine/failure.js';

const codes: Readonly<Record<FailureReason, string>> = {
  moderation: 'DataInspectionFailed',
  image: 'InvalidURL',
  'image-size': 'InvalidParameter',
  parameters: 'InvalidParameter',
  provider: 'InternalError',
  timeout: 'InternalError.Timeout',
  'no-content': 'InternalError.Algo',
  quota: 'Throttling.AllocationQuota',
  resources: 'Throttling',
  'unheard-of': 'FluxMisaligned',
};

/** What a status read says of a failure, within `output`. */
export function failureJson({ reason, message, code = codes[reason], form = 'object' }: Failure): {
  readonly code?: string;
  readonly message?: string;
} {
  switch (form) {
    case 'object':
    case 'number-code':
      return { code, message };
    case 'text':
      return { message };
    case 'absent':
      return {};
  }
}
