// `TEST_PROFILE=folder npm run jest -- FILE` writes a CPU profile of each test file, for Chromium's tools.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** Microseconds. */
const INTERVAL = 5000;
const FOLDER = process.env.TEST_PROFILE;

/** @param path of the test file; `run` runs it */
export async function profiled(path, run) {
  if (FOLDER === undefined) return run();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  try {
    return await run();
  } finally {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    mkdirSync(FOLDER, { recursive: true });
    const name = relative(ROOT, path).replaceAll('/', '-');
    writeFileSync(join(FOLDER, `${name}.cpuprofile`), JSON.stringify(profile));
  }
}
