import type { GenerationOptions } from '../requests/parse-options.js';
import type { Redo } from './due-takes.js';

/** What a caller decides about one run of a storyboard; the rest stands in the document. */
export interface StoryboardOptions {
  /** Values of the document's variables. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** For when it is made, ISO 8601: what `{{date}}` and `{{time}}` tell. @default when the run starts */
  readonly scheduledAt?: string | undefined;
  /** In which `{{date}}` and `{{time}}` are told, such as `Europe/Berlin`. @default 'UTC' */
  readonly timeZone?: string | undefined;
  /** Whether every take is paid for, also where an equal one exists. @default false */
  readonly fresh?: boolean | undefined;
  /** What each take counts against beside the document's own budget. @default nothing */
  readonly budgets?: GenerationOptions['budgets'] | undefined;
  /** Takes that a person wants beside those of the document. */
  readonly redos?: readonly Redo[] | undefined;
}
