const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A span of time such as `90s`, `15m`, `36h` or `7d`, in seconds; `undefined` for any other text. */
export function parseTimeSpan(text: string): number | undefined {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(amount) * secondsOf[unit as keyof typeof secondsOf];
}
