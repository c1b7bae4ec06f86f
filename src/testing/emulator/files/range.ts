/** The part of a file that a request asks for. Both ends are included. */
export type Range = { readonly start: number; readonly end: number } | 'whole' | 'unsatisfiable';

/** Reads a `Range` header for a file of `bytes`. Several ranges, other units and nonsense mean the whole file (RFC 9110). */
export function parseRange(header: string | undefined, bytes: number): Range {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Number(last);
    return length === 0 || bytes === 0 ? 'unsatisfiable' : { start: Math.max(0, bytes - length), end: bytes - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return 'whole';
  if (Number(first) >= bytes) return 'unsatisfiable';
  return { start: Number(first), end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
}
