import { RequestError } from '../requests/request-error.js';

/** The names of the variables that every storyboard has. */
export const builtInNames = ['date', 'time', 'scheduledAt'] as const;

/**
 * A moment as texts: `date` (YYYY-MM-DD), `time` (HH:MM) and `scheduledAt` (ISO 8601), as clocks in the time zone show it.
 * Throws a `RequestError` for a time zone that there is not.
 */
export function builtInVariables(
  moment: Date,
  timeZone: string,
): Readonly<Record<(typeof builtInNames)[number], string>> {
  const parts = clockOf(timeZone).formatToParts(moment);
  const part = (wanted: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === wanted)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}`;
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  return { date, time, scheduledAt: `${date}T${time}:${part('second')}${offset}` };
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
  } catch {
    throw new RequestError([
      {
        field: 'timeZone',
        given: `'${timeZone.slice(0, 60)}'`,
        allowed: "a time zone's name, such as 'Europe/Berlin' or 'UTC'",
        acceptedBy: [],
      },
    ]);
  }
}
