/** A middleware for a command's step `build`: adds headers to what it sends, before that is signed. */
export const addHeaders =
  (headers: Readonly<Record<string, string>>) =>
  <Call extends { readonly request: unknown }, Output>(next: (call: Call) => Promise<Output>) =>
  (call: Call): Promise<Output> => {
    const { request } = call;
    if (typeof request === 'object' && request !== null && 'headers' in request) {
      Object.assign(request.headers ?? {}, headers);
    }
    return next(call);
  };
