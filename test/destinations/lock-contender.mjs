// One of several processes that want the lock of a destination, again and again. Prints what became of the attempts.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createDestination } from '../../dist/connector/destinations/registry.js';

const { values } = parseArgs({
  options: {
    type: { type: 'string' },
    path: { type: 'string' },
    rounds: { type: 'string' },
    // It is killed in the middle of this round.
    dies: { type: 'string' },
  },
});
const mark = `${values.path}.inside`;
const outcomes = { held: 0, inUse: 0, together: 0, errors: [] };

/** True where no living process is inside. */
function enter() {
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isLiving(Number(readFileSync(mark, 'utf8')))) return false;
    writeFileSync(mark, String(process.pid));
    return true;
  }
}

/** Linux: of a process that is on its way out. */
const PF_EXITING = 4;

/**
 * One that was killed takes signals until its parent has asked for its end: a zombie holds no lock. On its way there it has
 * lost its locks before it is one.
 */
function isLiving(pid) {
  try {
    process.kill(pid, 0);
    // 0: it is being written.
    if (pid === 0 || !existsSync('/proc/self/stat')) return true;
    const [, fields] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const [state, , , , , , flags] = fields.split(' ');
    return !['Z', 'X'].includes(state) && (Number(flags) & PF_EXITING) === 0;
  } catch {
    return false;
  }
}

for (let round = 0; round < Number(values.rounds); round++) {
  const destination = createDestination({ type: values.type, path: values.path });
  const holder = { pid: process.pid, host: 'here', since: new Date().toISOString() };
  try {
    const release = await destination.lock(holder);
    if (enter()) outcomes.held++;
    else outcomes.together++;
    await new Promise((resolve) => setImmediate(resolve));
    if (round === Number(values.dies)) process.kill(process.pid, 'SIGKILL');
    rmSync(mark, { force: true });
    await release();
  } catch (error) {
    if (error.code === 'destination-in-use') outcomes.inUse++;
    else outcomes.errors.push(`${error.code}: ${error.message}`);
  }
  await new Promise((resolve) => setImmediate(resolve));
}
process.stdout.write(JSON.stringify(outcomes));
