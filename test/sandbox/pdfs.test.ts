// PDFs of the sandbox: links on another host, and each way in which they fail.
import { afterEach, describe, expect, test } from '@jest/globals';
import { type RunningSandbox, type SandboxInput, startSandbox } from '../../sandbox/main.js';
import type { PdfFaultKind } from '../../sandbox/options/pdf-options.js';

let sandbox: RunningSandbox;

afterEach(() => sandbox.close());

async function linkOf(options: SandboxInput, path = '/1.0/me/bill/FR10000005'): Promise<string> {
  sandbox = await startSandbox({ rate: 0, bills: 10, edges: false, ...options });
  const reply = await fetch(sandbox.url + path, {
    headers: { authorization: `Bearer ${sandbox.bearerToken}` },
  });
  return ((await reply.json()) as { pdfUrl: string }).pdfUrl;
}

async function get(url: string, headers = {}) {
  const reply = await fetch(url, { headers: { connection: 'close', ...headers }, redirect: 'manual' });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

test('without the option links lead nowhere', async () => {
  expect(await linkOf({})).toMatch(/^https:\/\/billing\.example\/bill\//);
});

test('a link leads to a whole PDF on another host; credentials are refused and counted', async () => {
  const link = await linkOf({ pdfs: true });
  expect(new URL(link).host).toBe(`localhost:${sandbox.port}`);
  const reply = await get(link);
  const { text } = reply;
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(text).toMatch(/^%PDF-1\.4\n[\s\S]*bill FR10000005[\s\S]*startxref\n\d+\n%%EOF\n$/);
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(table, table + 5)).toBe('xref\n');
  expect((await get(link)).text).toBe(text);
  expect((await get(link.replace(/passwd=.*/, 'passwd=wrong'))).status).toBe(403);
  expect((await get(link.replace('FR10000005', 'FR19999999'))).status).toBe(404);
  for (const name of ['authorization', 'X-Ovh-Consumer', 'cookie'])
    expect((await get(link, { [name]: 'x' })).status).toBe(400);
  expect(await (await fetch(`${sandbox.url}/__sandbox/stats`)).json()).toMatchObject({ leaks: 3 });
});

describe('a link fails', () => {
  test.each<[PdfFaultKind, number, RegExp]>([
    ['expired', 403, /expired/],
    ['half', 200, /^%PDF-(?![\s\S]*%%EOF)/],
    ['html', 200, /<html>/],
    ['busy', 200, /^Too much requests.{20,}$/],
    ['500', 500, /Internal/],
    ['redirect', 302, /Moved/],
    ['plain', 302, /Moved/],
  ])('%s', async (fault, status, words) => {
    const link = await linkOf({ pdfs: true, pdfFaults: [fault], pdfFaultRate: 1 });
    const reply = await get(link);
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(words);
    if (fault === 'redirect') expect((await get(reply.headers.get('location') ?? '')).status).toBe(200);
  });

  test('never more than three times in a row, unless always', async () => {
    const link = await linkOf({ pdfs: true, pdfFaults: ['500'], pdfFaultRate: 0.99 });
    const statuses: number[] = [];
    for (let n = 0; n < 8; n++) statuses.push((await get(link)).status);
    expect(statuses.join()).not.toContain('500,500,500,500');
    expect(statuses).toContain(200);
  });
});

test.each([
  ['/1.0/me/order', /\/order\/\d+\.pdf\?passwd=secret-/],
  ['/1.0/me/refund', /\/refund\/[A-Z]+\d+\.pdf/],
  ['/1.0/me/correctiveInvoice', /\/correctiveInvoice\/[A-Z]+\d+\.pdf/],
])('objects of %s have one too', async (list, link) => {
  sandbox = await startSandbox({ rate: 0, bills: 10, edges: false, pdfs: true });
  const headers = { authorization: `Bearer ${sandbox.bearerToken}`, connection: 'close' };
  const ask = async (path: string) =>
    (await fetch(sandbox.url + path, { headers })).json() as Promise<unknown>;
  const [first] = (await ask(list)) as string[];
  const { pdfUrl } = (await ask(`${list}/${first}`)) as { pdfUrl: string };
  expect(pdfUrl).toMatch(link);
  expect((await get(pdfUrl)).text).toMatch(/^%PDF-/);
});
