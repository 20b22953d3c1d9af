// @ts-check
// A destination that keeps nothing: the rows of each slice go to a webhook, as JSON Lines in one POST.
import { ConfigError, DestinationError, jsonLines, rowSink } from 'source-ovhcloud/destination-kit';

/** @import { DestinationKind } from 'source-ovhcloud/destination-kit' */

/** @type {DestinationKind} */
export const WEBHOOK = {
  description: 'A webhook that takes the rows of each slice as JSON Lines',
  options: [
    { name: 'url', isLocation: true, description: 'The address that takes a POST.' },
    { name: 'token', is: 'secret', optional: true, description: 'Sent as `Authorization: Bearer`.' },
  ],
  create: ({ url, token }) => webhook(String(url), token),
};

/** @param {string} url @param {unknown} [token] */
export function webhook(url, token) {
  if (!URL.canParse(url)) {
    const message = 'must be like https://example.com/rows';
    throw new ConfigError([{ code: 'config-value', where: 'destination', key: 'url', message }]);
  }
  const { origin, pathname } = new URL(url);
  const location = origin + pathname;
  return rowSink(
    'webhook',
    async (batches, runId) => {
      const headers = {
        'content-type': 'application/x-ndjson',
        'x-run-id': runId,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const body = batches.flatMap((batch) => jsonLines(batch)).join('');
      const answer = await fetch(url, { method: 'POST', headers, body }).catch((error) => {
        const message = `webhook ${location}: no answer (${error.message}). Start it, then load again`;
        throw new DestinationError('destination-unreachable', message);
      });
      if (answer.ok) return;
      const message = `webhook ${location}: answered ${answer.status}. See its log, then load again`;
      throw new DestinationError('destination-failed', message);
    },
    { location },
  );
}
