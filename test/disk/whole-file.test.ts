// Files that are made on this machine: whole, for their owner alone, and never through a link of somebody else.
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeRefusals } from '../../connector/app/refusal-memory.js';
import { saveConsumerKey } from '../../connector/app/save-key.js';
import { ReportFile } from '../../connector/cli/report-file.js';
import { LocalStorage, once } from '../../connector/destinations/storage/local.js';
import { makeBeside, makeEmptyFile, makeFolder, withMask } from '../../connector/disk/access.js';
import { appendText, targetOf, writeInto } from '../../connector/disk/target.js';
import {
  createFile,
  fileOfTemporary,
  replaceFile,
  temporaryFile,
  writeWhole,
} from '../../connector/disk/whole-file.js';
import { Lease } from '../../connector/http/budget/lease.js';
import { ConfigError } from '../../connector/model/errors.js';
import { Secret } from '../../connector/model/secret.js';
import { writeCached } from '../../connector/schemas/document-cache.js';
import { REGIONS } from '../../endpoints/regions.js';

const bytes = (text: string) => once(Buffer.from(text));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
/** A user that is neither this one nor the administrator. */
const STRANGER = 54_321;
/** Only the administrator can give a file away. */
const isRoot = process.getuid?.() === 0;

let folder: string;
let mask: number;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ovh-disk-'));
  mask = process.umask(0o022);
});

afterEach(() => {
  process.umask(mask);
  rmSync(folder, { recursive: true, force: true });
});

/** Everybody who replaces a file, by its name. */
const WRITERS: [string, file: string, (file: string) => unknown][] = [
  ['replaceFile', 'a.txt', (file) => replaceFile(file, 'new')],
  ['writeWhole', 'a.txt', (file) => writeWhole(file, bytes('new'), 'owner')],
  [
    'a folder destination',
    '_ovh/manifest.json',
    (file) => new LocalStorage(dirname(dirname(file))).put('_ovh/manifest.json', bytes('new')),
  ],
  ['the cache of documents', 'v1/_me.json', (file) => writeCached(file, { new: true }, 0, [])],
  ['the memory of refusals', 'host/strategies.json', (file) => writeRefusals(file, [])],
  ['login', 'ovh.conf', (file) => saveConsumerKey(file, { region: REGIONS[0] as never }, new Secret('new'))],
  ['--report', 'report.json', (file) => new ReportFile(file).write({ outcome: 'refused', reasons: [] })],
];

describe.each(WRITERS)('%s', (_, name, write) => {
  test('makes a file for its owner alone, whatever the mask of the system, and leaves nothing beside it', async () => {
    for (const system of [0, 0o022, 0o077]) {
      process.umask(system);
      rmSync(at(name), { force: true });
      mkdirSync(dirname(at(name)), { recursive: true });
      await write(at(name));
      expect(modeOf(at(name))).toBe('600');
      expect(readdirSync(dirname(at(name)))).toEqual([name.split('/').at(-1)]);
    }
  });

  test('follows no link in the place of a temporary file', async () => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at('victim'), 'mine');
    const places = [`${at(name)}.tmp`, `${at(name)}.${process.pid}.tmp`, `${at(name)}~`];
    for (const place of places) symlinkSync(at('victim'), place);
    await write(at(name));
    expect(readFileSync(at('victim'), 'utf8')).toBe('mine');
    for (const place of places) expect(lstatSync(place).isSymbolicLink()).toBe(true);
    expect(lstatSync(at(name)).isFile()).toBe(true);
  });
});

describe('links', () => {
  const followers: [string, (file: string) => void][] = [
    ['replaceFile', (file) => replaceFile(file, 'new')],
    ['appendText', (file) => appendText(file, 'new')],
    ['writeInto', (file) => writeInto(file, 'new')],
  ];

  test.each(followers)('%s: a link of one’s own stays and leads to the file', (_, write) => {
    mkdirSync(at('dotfiles'));
    writeFileSync(at('dotfiles/ovh.conf'), '');
    symlinkSync('dotfiles/ovh.conf', at('inner'));
    symlinkSync(at('inner'), at('ovh.conf'));
    write(at('ovh.conf'));
    expect(readFileSync(at('dotfiles/ovh.conf'), 'utf8')).toBe('new');
    expect(lstatSync(at('ovh.conf')).isSymbolicLink()).toBe(true);
  });

  (isRoot ? test : test.skip).each(followers)('%s: a link of another user is refused', (_, write) => {
    writeFileSync(at('victim'), 'mine');
    symlinkSync(at('victim'), at('theirs'));
    lchownSync(at('theirs'), STRANGER, STRANGER);
    symlinkSync(at('theirs'), at('mine'));
    for (const name of ['theirs', 'mine']) {
      expect(() => write(at(name))).toThrow(/theirs is a link that another user has made/);
    }
    expect(readFileSync(at('victim'), 'utf8')).toBe('mine');
  });

  (isRoot ? test : test.skip)('a report and a key are refused before the first call', () => {
    writeFileSync(at('victim'), 'mine');
    symlinkSync(at('victim'), at('theirs'));
    lchownSync(at('theirs'), STRANGER, STRANGER);
    expect(() => new ReportFile(at('theirs'))).toThrow(ConfigError);
    expect(() => new ReportFile(at('theirs'))).toThrow(/--report .*is a link that another user has made/);
    expect(readFileSync(at('victim'), 'utf8')).toBe('mine');
  });

  test('a circle is refused, a device stays as it is named', () => {
    symlinkSync(at('b'), at('a'));
    symlinkSync(at('a'), at('b'));
    expect(() => targetOf(at('a'))).toThrow(/too many (symbolic )?links/);
    expect(targetOf('/dev/null')).toBe('/dev/null');
    expect(() => appendText('/dev/null', 'x')).not.toThrow();
    expect(() => writeInto('/dev/null', 'x')).not.toThrow();
  });

  test('a file that is linked to nothing yet is made where the link leads', () => {
    symlinkSync(at('later.json'), at('now.json'));
    replaceFile(at('now.json'), 'new');
    expect(readFileSync(at('later.json'), 'utf8')).toBe('new');
  });
});

describe('modes', () => {
  test.each([
    ['owner', '600', '700'],
    ['group', '640', '750'],
    ['all', '644', '755'],
  ] as const)('%s', async (access, file, inside) => {
    for (const system of [0, 0o022, 0o077]) {
      process.umask(system);
      makeFolder(at(`${access}${system}/deep`), access);
      expect(modeOf(at(`${access}${system}/deep`))).toBe(inside);
      makeEmptyFile(at(`empty${system}`), access);
      await writeWhole(at(`whole${system}`), bytes('x'), access);
      await makeBeside(at(`beside${system}`), access, async (temporary) => {
        expect(modeOf(dirname(temporary))).toBe('700');
        writeFileSync(temporary, 'x', { mode: 0o666 });
      });
      for (const name of ['empty', 'whole', 'beside']) expect(modeOf(at(name + system))).toBe(file);
    }
    expect(readdirSync(folder).filter((name) => name.includes('tmp') || /beside\d+\./.test(name))).toEqual(
      [],
    );
  });

  test('what is there keeps its mode: a folder, an empty file, a report; a key never does', async () => {
    mkdirSync(at('shared'), { mode: 0o755 });
    makeFolder(at('shared'));
    expect(modeOf(at('shared'))).toBe('755');
    for (const name of ['kept', 'report.json', 'source.yaml', 'ovh.conf']) {
      writeFileSync(at(name), '');
      chmodSync(at(name), 0o664);
    }
    makeEmptyFile(at('kept'));
    new ReportFile(at('report.json')).write({ outcome: 'refused', reasons: [] });
    replaceFile(at('source.yaml'), 'x', { keepMode: true });
    for (const name of ['kept', 'report.json', 'source.yaml']) expect(modeOf(at(name))).toBe('664');
    saveConsumerKey(at('ovh.conf'), { region: REGIONS[0] as never }, new Secret('k'));
    expect(modeOf(at('ovh.conf'))).toBe('600');
  });

  test('an empty file is not made through a link', () => {
    symlinkSync(at('elsewhere'), at('x.db'));
    makeEmptyFile(at('x.db'));
    expect(existsSync(at('elsewhere'))).toBe(false);
  });

  test('the mask is narrow while a library works, also for work that overlaps, and as before after it', async () => {
    const made = async (name: string) => {
      await Promise.resolve();
      writeFileSync(at(name), '', { mode: 0o666 });
    };
    await Promise.all([withMask('owner', () => made('a')), withMask('owner', () => made('b'))]);
    await expect(
      withMask('owner', async () => {
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    await made('c');
    expect(['a', 'b', 'c'].map((name) => modeOf(at(name)))).toEqual(['600', '600', '644']);
  });

  test('a log file, a temporary file and a new configuration', async () => {
    appendText(at('log'), 'a\n');
    appendText(at('log'), 'b\n');
    expect([readFileSync(at('log'), 'utf8'), modeOf(at('log'))]).toEqual(['a\nb\n', '600']);
    const { file, remove } = await temporaryFile();
    expect((await file.stat()).mode & 0o777).toBe(0o600);
    await remove();
    await file.write(Buffer.from('still open'));
    await file.close();
    createFile(at('source.yaml'), 'x');
    expect(modeOf(at('source.yaml'))).toBe('644');
    expect(() => createFile(at('source.yaml'), 'y')).toThrow(/EEXIST/);
  });
});

describe('a write that fails', () => {
  test('leaves the old file and nothing beside it', async () => {
    writeFileSync(at('a'), 'old');
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the source ended');
    }
    await expect(writeWhole(at('a'), broken(), 'owner')).rejects.toThrow('the source ended');
    expect(() => replaceFile(at('none/a'), 'x')).toThrow(/ENOENT/);
    mkdirSync(at('taken'));
    expect(() => replaceFile(at('taken'), 'x')).toThrow();
    expect([readFileSync(at('a'), 'utf8'), readdirSync(folder)]).toEqual(['old', ['a', 'taken']]);
  });

  test('a name of a temporary file is known again, of this version and of the one before', () => {
    const names = [
      'bills.parquet.0123456789abcdef.tmp',
      'bills.parquet.tmp',
      'bills.parquet',
      'a.0123.tmp',
      'x.tmp.txt',
    ];
    expect(names.map(fileOfTemporary)).toEqual([
      'bills.parquet',
      'bills.parquet',
      undefined,
      'a.0123',
      undefined,
    ]);
  });
});

(isRoot ? test : test.skip)('a lease in a folder of another user is not used', () => {
  mkdirSync(at('leases'), { mode: 0o700 });
  chownSync(at('leases'), STRANGER, STRANGER);
  const lease = new Lease({ folder: at('leases'), account: 'a' });
  lease.exchange(1000, undefined);
  expect(lease.problem?.message).toMatch(/belongs to another user/);
});
