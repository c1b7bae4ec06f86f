import type { TaskFailureClass } from '../../../domain/task.js';
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

/** Of what stands behind `InternalError`, no page tells (gateways.md 5.2 and 7). */
const classes: Readonly<Record<FailureReason, TaskFailureClass>> = {
  moderation: 'moderation',
  image: 'bad-input',
  'image-size': 'bad-input',
  parameters: 'bad-input',
  provider: 'provider-fault',
  timeout: 'unclassified',
  'no-content': 'unclassified',
  quota: 'quota',
  resources: 'quota',
  'unheard-of': 'unclassified',
};

/** What its code tells of a failure; nothing where there is none. */
export const toldClass = ({ reason, form = 'object' }: Failure): TaskFailureClass =>
  form === 'object' ? classes[reason] : 'unclassified';
