// Jest's own runner. It also tells the seconds of processor time that a test file took, with those of the processes that it
// started, and fails a file that leaves something behind.
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import circus from 'jest-circus/runner';
import { watch } from './left-behind.mjs';
import { profiled } from './profile.mjs';

/** Linux counts the time of other processes in hundredths of a second. */
const TICKS = 100;

/** Place of the path among the arguments of a runner. */
const PATH = 4;

const started = new Set();
subscribe('child_process', ({ process: child }) => started.add(child));

const running = () => [...started].filter((child) => child.exitCode === null && child.signalCode === null);

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  const [, , ...ofEnded] = times(process.pid);
  const ofRunning = running().map(({ pid }) => sum(times(pid)));
  return (user + system) / 1e6 + (sum(ofEnded) + sum(ofRunning)) / TICKS;
}

/** User and system time of a process, and the same of its children that have ended; only Linux tells. */
function times(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return fields.slice(11, 15).map(Number);
  } catch {
    return [];
  }
}

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

export default async function runTestFile(...args) {
  const leftBehind = watch();
  const before = cpuSeconds();
  const result = await profiled(args.at(PATH), () => circus.default(...args));
  const seconds = cpuSeconds() - before;
  const left = result.numFailingTests === 0 ? await leftBehind() : [];
  if (left.length > 0) throw new Error(`left behind for the next test file: ${left.join(', ')}`);
  return { ...result, cpuSeconds: seconds };
}
