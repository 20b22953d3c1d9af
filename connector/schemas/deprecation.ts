// The deprecation of a route in one line.
import type { ApiStatus } from '../model/api-schema.js';

/** `GET /x is deprecated since 2023-05-01, to be deleted on 2024-01-01: use GET /y`; undefined for a route that is not deprecated. */
export function deprecationText(
  method: string,
  path: string,
  { value, deprecatedDate, deletionDate, replacement }: Omit<ApiStatus, 'description'>,
): string | undefined {
  const isDeprecated = value === 'DEPRECATED';
  if (!isDeprecated && deletionDate === undefined) return undefined;
  const since = deprecatedDate ? ` since ${day(deprecatedDate)}` : '';
  const words = [
    isDeprecated ? `deprecated${since}` : '',
    deletionDate ? `to be deleted on ${day(deletionDate)}` : '',
  ];
  const instead = replacement ? `: use ${replacement.startsWith('/') ? `${method} ` : ''}${replacement}` : '';
  return `${method} ${path} is ${words.filter(Boolean).join(', ')}${instead}`;
}

const day = (instant: string) => instant.slice(0, 10);
