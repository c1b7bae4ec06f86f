/** How storage services name a signature's date and its seconds. */
const vendors = ['x-amz', 'x-oss', 'x-goog'];

/** When a signed link stops working by its own word, in Unix seconds; `undefined` where it says nothing of that. */
export function linkExpiry({ searchParams }: URL): number | undefined {
  const query = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const expires = query.get('expires') ?? '';
  if (/^\d{10}$/.test(expires)) return Number(expires);
  for (const vendor of vendors) {
    const seconds = query.get(`${vendor}-expires`) ?? '';
    const signedAt = compactDate(query.get(`${vendor}-date`) ?? '');
    if (/^\d{1,7}$/.test(seconds) && signedAt !== undefined) return signedAt + Number(seconds);
  }
  return undefined;
}

/** `20251122T010203Z` */
function compactDate(text: string): number | undefined {
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const date = day.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
  return Date.parse(`${date}T${time.replace(/(\d\d)(\d\d)(\d\d)/, '$1:$2:$3')}Z`) / 1000;
}
