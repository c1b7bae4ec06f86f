/** The upload ended before it became an object, and not by this attempt. The next attempt finds out where to go on. */
export class UploadLost extends Error {
  override readonly name = 'UploadLost';
  readonly key: string;

  constructor(key: string, options?: ErrorOptions) {
    super(`The upload to ${key} was ended from elsewhere before it became an object`, options);
    this.key = key;
  }
}
