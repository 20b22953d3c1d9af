// The shape of a log line: one JSON object.

export function isObjectOf(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
