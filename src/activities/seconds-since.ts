/** How long ago something was, ISO 8601. */
export const secondsSince = (at: string): number => (Date.now() - Date.parse(at)) / 1000;
