import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export interface ReadableHistory {
  /** `WorkflowExecutionStarted`, `ActivityTaskScheduled` and so on, in their order. */
  readonly events: readonly string[];
  /** Everything that is in it, with payloads decoded. */
  readonly text: string;
  /** As `temporal workflow show --output json` has it. */
  readonly json: string;
}

/** A run's history as it lies on the server. */
export async function readHistory(client: Client, id: string): Promise<ReadableHistory> {
  const json = historyToJSON(await client.workflow.getHandle(id).fetchHistory());
  const { events } = JSON.parse(json) as { events: { eventType: string }[] };
  return {
    events: events.map(({ eventType }) => toName(eventType)),
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
