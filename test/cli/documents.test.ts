// documents: PDFs of billing documents, each once, through every way in which a link fails.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { documentsProgressText } from '../../connector/cli/documents-text.js';
import type { SandboxInput } from '../../sandbox/main.js';
import { configText, type Place, placeWith } from './command.js';

interface Report {
  outcome: string;
  account: string;
  kinds: Record<string, Record<string, number>>;
  problems: { kind: string; id?: string; reason: string; message: string }[];
  calls: number;
}

interface Row {
  account: string;
  kind: string;
  id: string;
  date: string | null;
  place: string;
  file: string;
  bytes: number;
  sha256: string;
}

let place: Place;

afterEach(() => place.close());

async function start(options: SandboxInput = {}): Promise<void> {
  const { seed, ...rest } = options;
  place = await placeWith({
    bills: 6,
    edges: false,
    pdfs: true,
    ...rest,
    ...(seed === undefined ? {} : { seed: String(seed) }),
  });
  const more = 'budget: { callsPerSecond: 1000 }\nhttp: { attempts: 5 }';
  place.file('source.yaml', configText(place, '  - preset: bills', more));
}

async function documents(
  ...args: string[]
): Promise<{ code: number | null; report: Report; stderr: string }> {
  const ended = await place.run('documents', '--json', ...args);
  const [report] = (ended.stdout.startsWith('[') ? JSON.parse(ended.stdout) : []) as Report[];
  return { code: ended.code, report: report as Report, stderr: ended.stderr };
}

function rows(): Row[] {
  const database = new Database(place.path('ovh.db'), { readonly: true });
  try {
    return database.prepare('select * from _ovh_document order by kind, id').all() as Row[];
  } finally {
    database.close();
  }
}

const pdfCalls = async () => {
  const { calls } = await place.stats();
  return Object.values((calls['GET (pdf)'] ?? {}) as Record<string, number>).reduce((sum, n) => sum + n, 0);
};
/** The sandbox may still answer what a process asked before it was killed. */
async function pdfCallsAtRest(): Promise<number> {
  for (let before = await pdfCalls(); ; ) {
    await wait(200);
    const now = await pdfCalls();
    if (now === before) return now;
    before = now;
  }
}
const leaks = async () => ((await place.stats()) as unknown as { leaks: number }).leaks;

describe('documents', () => {
  test('each PDF once, with its hash, tied to its bill; no link and no key goes anywhere else', async () => {
    await start();
    const first = await documents();
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(Object.keys(first.report.kinds)).toEqual(['bills', 'refunds', 'corrective_invoices', 'orders']);
    for (const counts of Object.values(first.report.kinds)) {
      const { listed = 0, present = 0, downloaded = 0, withoutLink = 0, gone = 0, failed = 0 } = counts;
      expect(present + downloaded + withoutLink + gone + failed).toBe(listed);
      expect(downloaded).toBeGreaterThan(1);
    }
    const stored = rows();
    for (const { file, bytes, sha256, place: folder, kind, id, account } of stored) {
      const content = readFileSync(join(folder, file));
      expect(content.toString()).toMatch(/^%PDF-[\s\S]*%%EOF\n$/);
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
      expect(file).toMatch(new RegExp(`^${account}/${kind}/(\\d{4}|undated)/`));
      expect(content.toString()).toContain(id.replace(/[^ -~]/g, '?'));
    }
    const sum = Object.values(first.report.kinds).reduce((all, { downloaded = 0 }) => all + downloaded, 0);
    expect(stored).toHaveLength(sum);
    expect(new Set(stored.map(({ file }) => file)).size).toBe(sum);
    const before = await pdfCalls();
    const again = await documents();
    expect(again.code).toBe(0);
    expect(again.report.kinds.bills).toMatchObject({
      downloaded: 0,
      present: first.report.kinds.bills?.downloaded,
    });
    expect(await pdfCalls()).toBe(before);
    expect(await leaks()).toBe(0);
    const everything = readFileSync(place.path('ovh.db')).toString('latin1') + JSON.stringify([first, again]);
    expect(everything).not.toMatch(/passwd=|secret-FR/);
    // The next load has the bills beside the files.
    expect((await place.run('load', '--quiet')).code).toBe(0);
    const database = new Database(place.path('ovh.db'), { readonly: true });
    const joined = database
      .prepare(
        "select count(*) n from bills b join _ovh_document d on d.kind = 'bills' and d.id = b.bill_id and d.account = b._account",
      )
      .get() as { n: number };
    database.close();
    expect(joined.n).toBe(first.report.kinds.bills?.downloaded);
  });

  test('by date and kind; another place has its own', async () => {
    await start();
    const some = await documents('--kind', 'bills', '--from', '2026-01-01', '--until', '2026-12-31');
    const all = await documents('--kind', 'bills');
    expect(Object.keys(all.report.kinds)).toEqual(['bills']);
    expect(some.report.kinds.bills?.listed).toBeLessThan(all.report.kinds.bills?.listed ?? 0);
    expect(all.report.kinds.bills?.present).toBe(some.report.kinds.bills?.downloaded);
    const other = await documents('--kind', 'bills', '--into', 'elsewhere', '--from', '2026-01-01');
    const { listed, downloaded = 0, withoutLink = 0, present } = other.report.kinds.bills ?? {};
    expect([downloaded + withoutLink, present]).toEqual([listed, 0]);
    expect(readdirSync(place.path('elsewhere'))).toHaveLength(1);
  });

  test('without a link is no problem; refused and failed objects are named, and asked for again', async () => {
    await start({ edges: true });
    const { code, report } = await documents('--kind', 'bills');
    expect(report.kinds.bills?.withoutLink).toBe(2);
    expect(report.kinds.bills?.failed).toBeGreaterThan(0);
    expect(code).toBe(3);
    expect(report.problems).toContainEqual(expect.objectContaining({ kind: 'bills', reason: 'refused' }));
    const text = (await place.run('documents', '--kind', 'bills')).stdout;
    expect(text).toMatch(/^Incomplete: the documents below are not there/);
    expect(text).toMatch(/bills +\d+ +\d+ +0 +2/);
  });
});

describe('a link that fails', () => {
  test.each(['expired', 'half', 'html', 'busy', '500', 'redirect'] as const)(
    'in passing (%s): every PDF is there',
    async (fault) => {
      await start({ bills: 2, pdfFaults: [fault], pdfFaultRate: 0.4 });
      const more = await documents('--kind', 'refunds');
      // An expired link is read anew once; what is refused again is named, and downloaded by the next run.
      const { code, report } =
        fault === 'expired' && more.code === 3 ? await documents('--kind', 'refunds') : more;
      expect([code, report.problems]).toEqual([0, []]);
      for (const { file, place: folder } of rows())
        expect(readFileSync(join(folder, file), 'latin1')).toMatch(/^%PDF-[\s\S]*%%EOF\n$/);
      expect(await leaks()).toBe(0);
    },
    60_000,
  );

  test.each([
    ['expired', /This link has expired/],
    ['plain', /a redirect: the link is not https \(http:\/\/billing\.example\)/],
  ] as const)('always (%s): each is named, no file is left, the rest is there', async (fault, words) => {
    await start({ bills: 2, pdfFaults: [fault], pdfFaultRate: 1 });
    const { code, report } = await documents('--kind', 'refunds');
    expect(code).toBe(3);
    expect(report.problems).toHaveLength(report.kinds.refunds?.failed ?? 0);
    for (const { message } of report.problems) expect(message).toMatch(words);
    expect(JSON.stringify(report)).not.toMatch(/passwd|secret-/);
    expect(existsSync(place.path('documents'))).toBe(false);
    await fetch(`${place.sandbox.url}/__sandbox/options`, {
      method: 'POST',
      body: JSON.stringify({ pdfFaults: [] }),
    });
    const later = await documents('--kind', 'refunds');
    expect([later.code, later.report.kinds.refunds]).toEqual([
      0,
      expect.objectContaining({ failed: 0, present: 0 }),
    ]);
  });
});

const filesBelow = (folder: string) =>
  readdirSync(place.path(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Documents that are committed, while another process writes. */
function committed(): number {
  try {
    return rows().length;
  } catch {
    return 0;
  }
}

/** Starts a slow download of many bills, and waits until some are committed. */
async function startAndWait(): Promise<ReturnType<Place['start']>> {
  await start({ bills: 60, latencyMs: 15 });
  const running = place.start('documents', '--kind', 'bills');
  while (running.child.exitCode === null && committed() === 0) await wait(20);
  return running;
}

describe('that ends early', () => {
  test('killed: what is committed is whole and is not downloaded again, and no half file is left', async () => {
    const { child, ended } = await startAndWait();
    child.kill('SIGKILL');
    await ended;
    const before = rows();
    expect(before.length).toBeGreaterThan(0);
    for (const { file, sha256, place: folder } of before)
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ).toBe(sha256);
    const asked = await pdfCallsAtRest();
    const { code, report } = await documents('--kind', 'bills');
    const { listed = 0, present, downloaded = 0, withoutLink = 0 } = report.kinds.bills ?? {};
    expect([code, present, before.length + downloaded + withoutLink]).toEqual([0, before.length, listed]);
    expect(downloaded).toBeGreaterThan(0);
    expect((await pdfCalls()) - asked).toBe(downloaded);
    const after = rows();
    expect(after.filter(({ id }) => before.some((row) => row.id === id))).toEqual(before);
    expect(filesBelow('documents').sort()).toEqual(after.map(({ place: at, file }) => join(at, file)).sort());
  });

  test('Ctrl-C: it says so, ends with 3, and the next one has the rest', async () => {
    const { child, ended } = await startAndWait();
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([3, expect.stringContaining('stopping')]);
    expect(stdout).toMatch(/^Incomplete: [\s\S]*interrupted: what was downloaded is recorded/);
    const before = committed();
    expect(before).toBeGreaterThan(0);
    const { code: later, report } = await documents('--kind', 'bills');
    expect([later, report.kinds.bills?.present]).toEqual([0, before]);
  });
});

test('progress: the kind, what of it is done, pace, size and the time that is left', () => {
  const counts = { listed: 1200, present: 200, downloaded: 45, withoutLink: 3, gone: 1, failed: 1 };
  const progress = { kind: 'bills', counts, bytes: 12_340_000, calls: 1240 } as const;
  expect(documentsProgressText(progress, 100, 0.83)).toBe(
    'bills: 250 of 1,200 done · 1,240 calls (12.4/s) · 12.3 MB · about 19 min left of them',
  );
  expect(documentsProgressText({ bytes: 0, calls: 2 }, 0)).toBe('2 calls (0/s) · 0.0 MB');
  const done = { ...counts, listed: 250 };
  expect(documentsProgressText({ ...progress, counts: done }, 100, 0.83)).not.toMatch(/left/);
});

test('what cannot be is refused before the first call', async () => {
  await start({ bills: 1 });
  for (const [args, words] of [
    [['--kind', 'bils'], /--kind: "bils": did you mean "bills"\?/],
    [['--from', 'yesterday'], /--from: "yesterday" is no day/],
    [['--until', '2026-02-30'], /--until: "2026-02-30" is no day/],
    [['--into', 'no/such/folder'], /there is no folder/],
    [['--to', 'jsonl:-'], /documents: .*keeps nothing/],
  ] as const) {
    const { code, stderr } = await documents(...args);
    expect([1, 2]).toContain(code);
    expect(stderr).toMatch(words);
  }
  expect((await place.stats()).total).toBe(0);
});
