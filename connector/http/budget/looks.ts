// How processes that share a budget look for each other, in a folder of their machine or in a store of many machines.

/** At most this often a process renews its own entry and looks for the others. */
export const LOOK_MS = 1000;
/** An entry without renewal for this long does not count: its process makes no calls, or is gone. */
export const LIFE_MS = 15_000;
/**
 * A process that joins others waits this long before its first call. Within one look the others see it and slow down;
 * one second later the server counts none of the calls of their old pace any more.
 */
export const NOTICE_MS = 2 * LOOK_MS;
