/** What an HTTP answer is, in a few words: `broken` when there is none, or none that is whole. */
export async function inWords(answer: Promise<Response>): Promise<string> {
  try {
    const response = await answer;
    return `${response.status} ${kindOf(await response.text())}`;
  } catch {
    return 'broken';
  }
}

function kindOf(text: string): string {
  if (text === '') return 'empty';
  if (text.startsWith('<!doctype html>')) return 'html';
  const json = parsed(text);
  if (json === undefined) return 'malformed';
  if (typeof json.error === 'string') return 'text';
  if (json.error !== undefined) return json.error.code === undefined ? 'error' : `error ${json.error.code}`;
  return json.id === undefined && json.data === undefined ? 'without id' : 'right';
}

// oxlint-disable-next-line typescript/no-explicit-any
function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request as a client of the gateway makes it, its answer untouched. */
export const ask = (url: string, { body, ...init }: Omit<RequestInit, 'body'> & { readonly body?: object } = {}) =>
  fetch(url, {
    redirect: 'manual',
    headers: { authorization: 'Bearer a-key', 'content-type': 'application/json' },
    ...init,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
