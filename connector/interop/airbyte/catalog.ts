// Catalogs of Airbyte: streams as it discovers them, and its configured catalog as what is wanted.
import { z } from 'zod';
import { ConfigError } from '../../model/errors.js';
import type { ColumnType } from '../../model/table.js';
import { streamSchema } from '../json-schema.js';
import type { CatalogStream } from '../selection.js';
import type { Stream } from '../streams.js';

/** Each reading sets it anew: rows of one key follow each other by it. */
const CURSOR = '_loaded_at';

const extra = (type: ColumnType): object =>
  type === 'timestamp' ? { airbyte_type: 'timestamp_with_timezone' } : {};

export function airbyteCatalog(streams: readonly Stream[], isText: boolean): object {
  return {
    streams: streams.map((stream) => {
      const cursor = stream.columns.some(({ name }) => name === CURSOR) ? [CURSOR] : ['recorded_at'];
      return {
        name: stream.name,
        json_schema: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          ...streamSchema(stream, { isText, extra }),
        },
        supported_sync_modes: ['full_refresh', 'incremental'],
        source_defined_cursor: true,
        default_cursor_field: cursor,
        ...(stream.primaryKey.length > 0 && {
          source_defined_primary_key: stream.primaryKey.map((name) => [name]),
        }),
        is_resumable: true,
      };
    }),
  };
}

const configured = z.object({
  streams: z.array(
    z.object({
      stream: z.object({
        name: z.string(),
        json_schema: z.object({ properties: z.record(z.string(), z.unknown()).optional() }).optional(),
      }),
      sync_mode: z.enum(['full_refresh', 'incremental']),
      generation_id: z.number().nullish(),
    }),
  ),
});

/** Throws `ConfigError` for what is no configured catalog. */
export function wantedOf(catalog: unknown): CatalogStream[] {
  const parsed = configured.safeParse(catalog);
  if (!parsed.success) {
    const { path = [], message } = parsed.error.issues[0] ?? {};
    throw new ConfigError([
      {
        code: 'config-value',
        where: 'catalog',
        key: path.join('.'),
        message: `is no configured catalog: ${message}`,
      },
    ]);
  }
  return parsed.data.streams.map(({ stream: { name, json_schema }, sync_mode, generation_id }) => ({
    name,
    ...(json_schema?.properties && { properties: json_schema.properties }),
    ...(sync_mode === 'full_refresh' && { refresh: { generation: generation_id ?? 0 } }),
  }));
}

const message = z.object({
  type: z.string().nullish(),
  stream: z
    .object({ stream_descriptor: z.object({ name: z.string() }), stream_state: z.unknown() })
    .nullish(),
});
const stored = z.union([z.array(message), z.record(z.string(), z.never())]);

/** The states of streams in the file that Airbyte hands over: a list of state messages; an empty object has none. */
export function statesIn(file: unknown): Map<string, unknown> {
  const parsed = stored.safeParse(file);
  if (!parsed.success) {
    const message =
      'is no list of state messages of type STREAM, which is what this source sends. Reset the connection: the next read loads everything';
    throw new ConfigError([{ code: 'state-unusable', where: 'state', message }]);
  }
  const messages = Array.isArray(parsed.data) ? parsed.data : [];
  return new Map(
    messages.flatMap(({ stream }) => {
      const { stream_state: state, stream_descriptor } = stream ?? {};
      const isEmpty = typeof state !== 'object' || state === null || Object.keys(state).length === 0;
      return stream_descriptor === undefined || isEmpty ? [] : [[stream_descriptor.name, state] as const];
    }),
  );
}
