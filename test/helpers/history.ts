import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export interface ReadableHistory {
  /** `WorkflowExecutionStarted`, `ActivityTaskScheduled` and so on, in their order. */
  readonly events: readonly string[];
  /** When each activity of this type was scheduled, in milliseconds. */
  readonly scheduled: (activityType: string) => readonly number[];
  /** Everything that is in it, with payloads decoded. */
  readonly text: string;
  /** As `temporal workflow show --output json` has it. */
  readonly json: string;
}

interface RecordedEvent {
  readonly eventType: string;
  readonly eventTime: string;
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: { readonly name: string } };
}

/** A run's history as it lies on the server. */
export async function readHistory(client: Client, id: string): Promise<ReadableHistory> {
  const json = historyToJSON(await client.workflow.getHandle(id).fetchHistory());
  const { events } = JSON.parse(json) as { events: readonly RecordedEvent[] };
  return {
    events: events.map(({ eventType }) => toName(eventType)),
    scheduled: (type) =>
      events
        .filter((event) => event.activityTaskScheduledEventAttributes?.activityType.name === type)
        .map(({ eventTime }) => Date.parse(eventTime)),
    text: json.replace(
      /"data":\s*"([^"]*)"/g,
      (_, data: string) => `"data": ${Buffer.from(data, 'base64').toString()}`,
    ),
    json,
  };
}

/** `EVENT_TYPE_TIMER_FIRED` → `TimerFired` */
const toName = (eventType: string): string =>
  eventType
    .replace('EVENT_TYPE_', '')
    .toLowerCase()
    .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
