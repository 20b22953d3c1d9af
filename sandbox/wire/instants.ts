/** Instants as the API writes them and as filters accept them. */

const day = 86_400_000;
const dateOnly = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of a datetime with an offset, or of a bare date taken at midnight UTC. */
export function readInstant(text: string): number | undefined {
  const bare = dateOnly.exec(text);
  if (bare) return checkedDate(Number(bare[1]), Number(bare[2]), Number(bare[3]));
  const full = dateTime.exec(text);
  if (!full) return undefined;
  const [, year, month, date, hour, minute, second, fraction = '', zone = 'Z'] = full;
  const midnight = checkedDate(Number(year), Number(month), Number(date));
  if (midnight === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return midnight + time * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')) - offsetOf(zone);
}

function checkedDate(year: number, month: number, date: number): number | undefined {
  const instant = Date.UTC(year, month - 1, date);
  const back = new Date(instant);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === date ? instant : undefined;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** 01:00 UTC on the last Sunday of a month, when Europe changes its clocks. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return last.getTime() - last.getUTCDay() * day + 3_600_000;
}

/** `2026-01-01T00:10:00+01:00`: the local time of Paris with its offset. */
export function parisTime(instant: number): string {
  const year = new Date(instant).getUTCFullYear();
  const summer = instant >= lastSunday(year, 2) && instant < lastSunday(year, 9);
  const local = new Date(instant + (summer ? 7_200_000 : 3_600_000)).toISOString().slice(0, 19);
  return `${local}${summer ? '+02:00' : '+01:00'}`;
}

/** `2026-01-01T00:10:00Z`. */
export function utcTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** `2026-01-01`, the UTC date. */
export function dateText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function addDays(instant: number, days: number): number {
  return instant + days * day;
}
