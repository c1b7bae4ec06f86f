/** Something that runs until it is told to stop. */
export interface Service {
  /** Resolves when nothing of it is left. May be called again. */
  readonly stop: () => Promise<void>;
}

/** Takes over a service that was just started, and returns it. */
export type Own = <Owned extends Service>(service: Owned) => Owned;

/**
 * Starts services that belong together. `stop` of the result ends those that `start` owned, the last one first; a
 * start that fails halfway, or whose `signal` is aborted before its last service, ends them itself.
 */
export async function startTogether<Result extends object>(
  start: (own: Own) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result & Service> {
  const owned: Service[] = [];
  const own: Own = (service) => {
    owned.unshift(service);
    signal?.throwIfAborted();
    return service;
  };
  try {
    return { ...(await start(own)), stop: () => stopInOrder(owned) };
  } catch (error) {
    // Why it could not start matters more than what then could not be stopped.
    await stopInOrder(owned).catch(() => {});
    throw error;
  }
}

/** One that cannot be stopped keeps none of the others running. */
async function stopInOrder(services: readonly Service[]): Promise<void> {
  const failures: unknown[] = [];
  for (const service of services) {
    try {
      await service.stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'services of the local stack could not be stopped');
}
