import type { CheckedStoryboard } from '../storyboards/checked-storyboard.js';
import type { PlaceOf } from './issues.js';
import { parseInPlace, type StoryboardSettings } from './parse-storyboard.js';
import type { StoryboardDocument } from './storyboard-document.js';
import { readYaml } from './yaml-file.js';

/** How a file is read. */
export interface StoryboardFileOptions extends StoryboardSettings {
  /** What messages call the file. */
  readonly file: string;
}

/** A file that holds a storyboard which may be run. */
export interface StoryboardFile {
  /** As it is written, for backend code that starts it. */
  readonly document: StoryboardDocument;
  readonly storyboard: CheckedStoryboard;
  /** Where a value stands, such as `['shots', 3, 'durationSeconds']`; for one that is missing, what it is missing in. */
  readonly placeOf: PlaceOf;
}

/**
 * Reads a storyboard out of YAML 1.2 or JSON, and checks it as `parseStoryboard` does. Throws a `RequestError` that names
 * every wrong field with its line and column.
 */
export function readStoryboardFile(text: string, { file, ...settings }: StoryboardFileOptions): StoryboardFile {
  const { content, placeOf } = readYaml(text, file);
  const storyboard = parseInPlace(content, settings, placeOf);
  return { document: content as StoryboardDocument, storyboard, placeOf };
}
