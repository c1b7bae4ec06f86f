import type { TaskFailureClass } from '../../../domain/task.js';
import type { Failure, FailureReason } from '../engine/failure.js';

/** The gateway tells little apart: moderation and the rest come as its upstream's HTTP errors. */
const codes: Readonly<Record<FailureReason, string>> = {
  moderation: '001026097',
  image: '001026097',
  'image-size': '001026097',
  parameters: '001026097',
  provider: '001026095',
  timeout: '001026098',
  'no-content': '001026096',
  quota: '001026097',
  resources: '001026099',
  'unheard-of': '001026042',
};

/** What a status read says of a failure. */
export function failureJson({ reason, message, code = codes[reason], form = 'object' }: Failure): {
  readonly error?: unknown;
} {
  switch (form) {
    case 'object':
      return { error: { code, message } };
    case 'text':
      return { error: message };
    case 'number-code':
      return { error: { code: Number(code), message } };
    case 'absent':
      return {};
  }
}

/** The other codes may hide anything, a video that was made and billed too (gateways.md 4.2). */
const classes: Readonly<Record<string, TaskFailureClass>> = {
  '001026095': 'provider-fault',
  '001026099': 'provider-fault',
};

/** What its code tells of a failure; nothing where it has lost its leading zeros. */
export const toldClass = ({ reason, code = codes[reason], form = 'object' }: Failure): TaskFailureClass =>
  form === 'object' ? (classes[code] ?? 'unclassified') : 'unclassified';
