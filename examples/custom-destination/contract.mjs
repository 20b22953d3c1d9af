// @ts-check
// Both destinations, tested with Node's own test runner: `node --test contract.mjs`.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { batch, destinationContract, write } from 'source-ovhcloud/destination-kit/testing';
import { journal } from './journal.mjs';
import { webhook } from './webhook.mjs';

destinationContract(
  {
    name: 'journal',
    fixture: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'journal-'));
      return {
        destination: () => journal(join(folder, 'ovh.journal')),
        remove: () => rm(folder, { recursive: true }),
      };
    },
  },
  { describe, test },
);

/** @param {number} status @param {(session: import('source-ovhcloud/destination-kit').DestinationSession) => Promise<void>} work */
async function withServer(status, work) {
  /** @type {{ headers: import('node:http').IncomingHttpHeaders, body: string }[]} */
  const received = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const session = await webhook(`http://127.0.0.1:${port}/rows?from=test`, 'secret').open();
  try {
    await work(session);
    return received;
  } finally {
    await session.close();
    server.close();
  }
}

const bills = batch(
  'bills',
  { bill_id: 'text', total: 'bigint' },
  ['bill_id'],
  [
    ['FR1', 2n ** 62n],
    ['FR2', null],
  ],
);

describe('webhook', () => {
  test('takes one POST for each slice', async () => {
    const received = await withServer(204, async (session) => {
      assert.deepEqual(await write(session, bills), { rows: { bills: 2 } });
      await write(session, bills);
    });
    assert.equal(received.length, 2);
    const [first] = received;
    assert.equal(first?.headers.authorization, 'Bearer secret');
    assert.equal(first?.headers['x-run-id'], 'run-1');
    assert.equal(
      first?.body,
      '{"table":"bills","row":{"bill_id":"FR1","total":4611686018427387904}}\n' +
        '{"table":"bills","row":{"bill_id":"FR2","total":null}}\n',
    );
  });

  test('that refuses the rows ends the load, in words without what is secret', async () => {
    await withServer(503, async (session) => {
      await assert.rejects(write(session, bills), {
        name: 'DestinationError',
        message: /^webhook http:\/\/127\.0\.0\.1:\d+\/rows: answered 503\. See its log, then load again$/,
      });
    });
  });

  test('that is no address is refused before anything is called', () => {
    assert.throws(() => webhook('nowhere'), { name: 'ConfigError', message: /url: must be like https:/ });
  });
});
