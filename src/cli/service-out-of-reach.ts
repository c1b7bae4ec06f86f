/** A service that a command needs does not answer. The message says which one, at what address, and what to do. */
export class ServiceOutOfReach extends Error {
  override readonly name = 'ServiceOutOfReach';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
