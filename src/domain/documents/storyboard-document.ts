import type { z } from 'zod';
import type { DefinedRequestInput, ModelDefinition } from '../requests/define-model.js';
import type { GenerationRequestInput } from '../requests/index.js';
import type { GenerationOptions } from '../requests/parse-options.js';
import type { autoModel } from '../model-choice.js';
import type { documentSchema } from './document-schema.js';
import type { shotFields } from './shot-schema.js';

type Written = z.input<ReturnType<typeof documentSchema>>;

type FieldOf<Request> = Request extends unknown ? keyof Request : never;

type ValueOf<Request, Field> = Request extends unknown ? (Field extends keyof Request ? Request[Field] : never) : never;

type AnyOrdered<Defined extends ModelDefinition> = GenerationRequestInput | DefinedRequestInput<Defined>;

/** The fields that requests have, all of them optional: a shot and its storyboard's defaults make a request together. */
export type SharedRequestFields<Defined extends ModelDefinition = never> = {
  readonly [Field in Exclude<FieldOf<AnyOrdered<Defined>>, 'model'>]?: ValueOf<AnyOrdered<Defined>, Field> | undefined;
} & {
  /** A model's id, or `auto`. */
  readonly model?: AnyOrdered<Defined>['model'] | typeof autoModel | undefined;
};

/** A shot as callers write it. */
export type StoryboardShot<Defined extends ModelDefinition = never> = SharedRequestFields<Defined> &
  Readonly<z.input<z.ZodObject<typeof shotFields>>>;

/**
 * A storyboard as callers write it: plain JSON, of which `docs/storyboards.md` tells every field. Media fields take links,
 * or names out of `references`; `{{name}}` in a text stands for a variable.
 */
export interface StoryboardDocument<Defined extends ModelDefinition = never> extends Omit<
  Written,
  'defaults' | 'options' | 'shots'
> {
  /** Request fields of every shot whose model has them. */
  readonly defaults?: SharedRequestFields<Defined> | undefined;
  /** What is decided beforehand about every generation. */
  readonly options?: GenerationOptions | undefined;
  /** In the order of the film. */
  readonly shots: readonly StoryboardShot<Defined>[];
}
