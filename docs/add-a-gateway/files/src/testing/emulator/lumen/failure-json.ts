import type { TaskFailureClass } from '../../../domain/task.js';
import type { Failure, FailureReason } from '../engine/failure.js';

const kinds: Readonly<Record<FailureReason, string>> = {
  moderation: 'unsafe_text',
  image: 'bad_field',
  'image-size': 'bad_field',
  parameters: 'bad_field',
  provider: 'engine_down',
  timeout: 'too_slow',
  'no-content': 'nothing_drawn',
  quota: 'over_quota',
  resources: 'over_quota',
  'unheard-of': 'moon_in_the_way',
};

/** What a status read says of a failure: always in an object, where it says anything. */
export const failureJson = ({
  reason,
  message,
  form,
}: Failure): { readonly problem?: { readonly kind: string; readonly says: string } } =>
  form === 'absent' ? {} : { problem: { kind: kinds[reason], says: message } };

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

/** What its kind tells of a failure; nothing where there is none. */
export const toldClass = ({ reason, form }: Failure): TaskFailureClass =>
  form === 'absent' ? 'unclassified' : classes[reason];
