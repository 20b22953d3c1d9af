// Adds the origin of an event: the connection, and from its start on the run.
import type { EngineEvent, Listener, LoadEvent } from '../model/events/events.js';

/** A listener for the engine that passes events on with their origin. */
export function withContext(
  connection: string | undefined,
  listener: Listener<LoadEvent> | undefined,
): Listener | undefined {
  if (!listener) return undefined;
  let runId: string | undefined;
  return (event: EngineEvent) => {
    if (event.event === 'run.started') runId = event.runId;
    listener({
      ...event,
      ...(connection === undefined ? {} : { connection }),
      ...(runId === undefined ? {} : { runId }),
    });
  };
}
