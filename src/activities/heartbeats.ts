import { heartbeat } from '@temporalio/activity';

/** How often the server hears that an attempt is alive, in milliseconds. */
const intervalMs = 5_000;

/** Works while telling the server, at once and every few seconds, that the attempt lives and what the next should know. */
export async function withHeartbeats<Result>(details: () => object, work: () => Promise<Result>): Promise<Result> {
  heartbeat(details());
  const timer = setInterval(() => heartbeat(details()), intervalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
