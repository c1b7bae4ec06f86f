import { stringify } from 'yaml';
import type { StoryboardSettings } from '../../../src/domain/documents/parse-storyboard.js';
import { readStoryboardFile } from '../../../src/domain/documents/read-storyboard-file.js';
import { RequestError } from '../../../src/domain/requests/request-error.js';

export const textModel = 'evolink/wan2.6-text-to-video';
export const imageModel = 'evolink/wan2.6-image-to-video';

/** A shot with the least that it needs. */
export const shot = (id: string, fields: object = {}) => ({ id, prompt: 'A cat playing piano', ...fields });

/** A storyboard with the least that it needs. */
export const storyboardOf = (shots: readonly object[], fields: object = {}) => ({
  defaults: { model: textModel },
  shots,
  ...fields,
});

/** What is said about a file that is refused. */
export function refusalOf(file: string | object, settings: StoryboardSettings = {}): RequestError {
  try {
    readStoryboardFile(typeof file === 'string' ? file : stringify(file), { file: 'storyboard.yaml', ...settings });
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error('the storyboard was taken');
}
