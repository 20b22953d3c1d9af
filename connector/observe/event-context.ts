// Where an event comes from: the connection, and from its begin on the run.
import type { EngineEvent, Listener, LoadEvent } from '../model/events/events.js';

/** A listener of the engine that hands events on with what is known of where they come from. */
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
