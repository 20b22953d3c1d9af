// The changes of a load as server-sent events: all of it on opening, then what changed, at most four times a second.
import type { LiveLoad } from './live-load.js';

const EVERY_MS = 250;
/** A comment, so that nobody on the way takes the silence for the end. */
const SILENT_MS = 15_000;

export const STREAM_HEADERS = { 'content-type': 'text/event-stream; charset=utf-8' };

/** @param since the number of the last change that the page knows */
export function eventStream(load: LiveLoad, since: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let [known, silentFor] = [since, 0];
  const stop = () => clearInterval(timer);
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        const look = () => {
          // A reader that is slow gets fewer and larger differences; nothing is kept for it.
          if ((controller.desiredSize ?? 0) <= 0) return;
          const isEnded = load.isEnded;
          const update = load.update(known);
          silentFor += EVERY_MS;
          if (update.seq > known || known === 0 || known > update.seq) {
            send(`id: ${update.seq}\nevent: update\ndata: ${JSON.stringify(update)}\n\n`);
            [known, silentFor] = [update.seq, 0];
          } else if (silentFor >= SILENT_MS) {
            send(': still here\n\n');
            silentFor = 0;
          }
          if (!isEnded) return;
          send('event: end\ndata: {}\n\n');
          stop();
          controller.close();
        };
        signal.addEventListener('abort', stop, { once: true });
        send('retry: 1000\n\n');
        look();
        if (!load.isEnded) timer = setInterval(look, EVERY_MS);
      },
      cancel: stop,
    },
    { highWaterMark: 4 },
  );
}
