// The part of a pace that each of several processes has: whole calls a second by rank, and turns where there are more processes
// than calls.
import type { Place } from './budget.js';

/** What one process may do of a pace. */
export interface Part {
  /** Calls a second. */
  rate: number;
  /** Part of an interval by which a call may come early after one that came late. */
  credit: number;
  turns?: Turns;
}

/** Time is cut into slots of one call for each lane; the processes of a lane take its slots in turn. */
interface Turns {
  everyMs: number;
  /** From the beginning of a slot. A later call would come too soon before that of the next process. */
  withinMs: number;
  processes: number;
  index: number;
  /** By this much the clock that all have in common is ahead. */
  aheadMs: number;
}

export const MOST_CREDIT = 0.5;
/** One process alone makes at most so many calls more in a second than its pace says. */
const MORE = 2;
/** Between two calls of a lane, beyond the second: for what clocks differ. */
const APART_MS = 20;
const LEAST_WINDOW_MS = 50;

/**
 * An even part would be too much: each process may make a call more in a second than its rate. So the calls that are
 * possible in a second (20 for a pace of 18) are handed out whole, the rest to the first by rank, and every part is slowed
 * down alike until they are the pace together. A process with `q` of them never makes more than `q` in a second: half of what
 * that leaves is its credit, the other half is for calls that come late to the server. Where there are more processes than
 * calls, each call is a lane: its processes take turns by the clock that they have in common.
 */
export function partOf(callsPerSecond: number, { processes, rank, aheadMs = 0 }: Place): Part {
  const most = Math.max(1, Math.floor(callsPerSecond + MORE));
  if (processes <= most) {
    const whole = Math.floor(most / processes) + (rank < most % processes ? 1 : 0);
    const rate = (whole * callsPerSecond) / most;
    return { rate, credit: Math.min(MOST_CREDIT, (whole - rate) / 2) };
  }
  const lane = rank % most;
  const inLane = Math.floor(processes / most) + (lane < processes % most ? 1 : 0);
  const everyMs = Math.max((1000 * most) / callsPerSecond, 1000 + APART_MS + LEAST_WINDOW_MS);
  const turns = {
    everyMs,
    withinMs: everyMs - 1000 - APART_MS,
    processes: inLane,
    index: Math.floor(rank / most),
    aheadMs,
  };
  return { rate: 1000 / (inLane * everyMs), credit: MOST_CREDIT, turns };
}

/** The part at a pace that is slowed down. */
export function slowed({ rate, turns, ...part }: Part, factor: number): Part {
  if (!turns || factor === 1) return { ...part, rate: rate * factor, ...(turns && { turns }) };
  const everyMs = turns.everyMs / factor;
  return {
    ...part,
    rate: rate * factor,
    turns: { ...turns, everyMs, withinMs: turns.withinMs + everyMs - turns.everyMs },
  };
}

/** Milliseconds until this process may call; 0: now. */
export function untilTurn({ everyMs, withinMs, processes, index, aheadMs }: Turns, nowMs: number): number {
  const now = nowMs + aheadMs;
  const slot = Math.floor(now / everyMs);
  const behind = (index - (slot % processes) + processes) % processes;
  if (behind === 0 && now - slot * everyMs <= withinMs) return 0;
  return (slot + (behind || processes)) * everyMs - now;
}

/** The processes of the last two looks: the last second may still hold calls of one that has ended. */
export class Members {
  #last: readonly string[] = [];

  /** The place of one among all, by the order of their names. */
  place(own: string, others: readonly string[]): { processes: number; rank: number } {
    const all = [...new Set([...this.#last, ...others, own])].toSorted();
    this.#last = others;
    return { processes: all.length, rank: all.indexOf(own) };
  }

  clear(): void {
    this.#last = [];
  }
}
