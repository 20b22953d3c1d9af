// The start of the command: processor time until its help is printed, and until a plan is.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/connector/cli/main.js', import.meta.url));
const CONFIG = 'region: eu\ndestination: { type: sqlite, path: ovh.db }\nendpoints: [{ preset: bills }]\n';
/** Prints at the end what the process took. */
const METER = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process._rawDebug((user+system)/1e6)})`;
const REPEATS = 5;

export function start({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  try {
    writeFileSync(join(folder, 'source.yaml'), CONFIG);
    const loads = [['--version'], ['--help'], ['plan']].map((args) => {
      const times = Array.from({ length: REPEATS }, () => cpuSeconds(args, folder));
      return { command: args.join(' '), cpuSeconds: Math.min(...times) };
    });
    const help = loads.find(({ command }) => command === '--help').cpuSeconds;
    return {
      title: `The start of the command: the least of ${REPEATS}`,
      heads: ['command', 'CPU s'],
      rows: loads.map(({ command, cpuSeconds }) => [command, cpuSeconds.toFixed(2)]),
      bars: quick ? [] : [{ text: 'CPU seconds of --help at most', met: help <= 0.3, is: help, bar: 0.3 }],
      loads,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cpuSeconds(args, cwd) {
  const ended = spawnSync(process.execPath, ['--import', METER, MAIN, ...args], { cwd, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`${args.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
  return Number(ended.stderr.trim().split('\n').at(-1));
}
