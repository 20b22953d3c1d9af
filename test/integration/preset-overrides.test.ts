// A preset with changes, loaded from the sandbox: names, columns, secrets.
import { afterEach, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { type Setting, setUp } from './sandbox-config.js';

let setting: Setting | undefined;

afterEach(async () => {
  await setting?.close();
  setting = undefined;
});

test('another table, with a secret field and without others; the lines follow the list', async () => {
  setting = await setUp({ seed: 'open', bills: 6, edges: false });
  const source = setting.source({
    endpoints: [
      {
        preset: 'bills',
        include: ['pdfUrl'],
        definitions: {
          bill_ids: { name: 'invoice_ids' },
          bills: { table: { name: 'invoices', omit: ['category', 'tax.text'] } },
        },
      },
    ],
  });
  const destination = new MemoryDestination();
  const report = await loadSource(source, { destination });
  expect([report.outcome, report.reasons]).toEqual(['complete', []]);
  const [row = {}] = destination.rows('invoices');
  expect(row.pdf_url).toMatch(/^https:/);
  expect(Object.keys(row)).toEqual(expect.arrayContaining(['bill_id', 'tax_value']));
  expect(Object.keys(row).filter((name) => /^(url|password|category|tax_text)$/.test(name))).toEqual([]);
  expect(report.sources.map(({ table, ledger }) => [table, ledger.loaded > 0])).toEqual([
    ['invoice_ids', true],
    ['invoices', true],
    ['bill_detail_ids', true],
    ['bill_details', true],
  ]);
  const second = await loadSource(source, { destination });
  expect(second.warnings.map(({ code }) => code)).not.toContain('definition-changed');
  expect(second.sources.find(({ name }) => name === 'bill_detail_ids')?.ledger.known).toBeGreaterThan(0);
});
