// The protocol's own suite of conformance, against the tools of `mcp`. It speaks HTTP, so the server gets that in place of
// standard input and output here; its other scenarios want a server with tools made for them.
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as sdk from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { systemClock } from '../../connector/model/clock.js';
import { makeMcpServer } from '../../console/mcp/server.js';
import { Workspace } from '../../console/server/workspace.js';

/** A folder with the suite and the Node that it needs: npm-packages.mjs. */
const SUITE = process.env.INTEROP_MCP_PACKAGES ?? '';

let http: Server;
let workspace: Workspace;
const faults: unknown[] = [];

beforeAll(async () => {
  const input = { region: 'eu', endpoints: [{ name: 'account', path: '/me' }] };
  const readSources = () => openAllWithoutKeys(input, { env: {} });
  workspace = new Workspace({ readSources, demo: false, clock: systemClock });
  http = createServer(async (request, response) => {
    const server = makeMcpServer(sdk, { workspace, onFault: (fault) => faults.push(fault) });
    const transport = new StreamableHTTPServerTransport({});
    response.on('close', () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
  await workspace.close();
  expect(faults).toEqual([]);
});

test.each(['server-initialize', 'ping', 'tools-list'])('%s', async (scenario) => {
  const { port } = http.address() as AddressInfo;
  const main = join(SUITE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
  const url = `http://127.0.0.1:${port}/mcp`;
  const { stdout } = await promisify(execFile)(
    join(SUITE, 'node_modules/node/bin/node'),
    [main, 'server', '--url', url, '--scenario', scenario],
    { timeout: 60_000 },
  );
  expect(stdout).toMatch(/Passed: [1-9]\d*\/\d+, 0 failed, 0 warnings/);
});
