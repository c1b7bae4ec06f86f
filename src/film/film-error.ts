import type { FilmFailureCode } from '../domain/film.js';

/** There is no film, or no frame, of these files, however often it is tried. */
export class FilmError extends Error {
  override readonly name = 'FilmError';
  readonly code: FilmFailureCode;

  constructor(code: FilmFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
