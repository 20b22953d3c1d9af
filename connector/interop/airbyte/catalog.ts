// Catalogs of Airbyte: streams as it discovers them, and its configured catalog as what is wanted.
import { z } from 'zod';
import { ConfigError } from '../../model/errors.js';
import type { ColumnType } from '../../model/table.js';
import { streamSchema } from '../json-schema.js';
import { type CatalogStream, parsedCatalog } from '../selection.js';
import type { Stream } from '../streams.js';

/** Each reading sets it anew: rows of one key follow each other by it. Streams of our own have another. */
const CURSORS = ['_loaded_at', 'recorded_at', 'deleted_at'];

const extra = (type: ColumnType): object =>
  type === 'timestamp' ? { airbyte_type: 'timestamp_with_timezone' } : {};

export function airbyteCatalog(streams: readonly Stream[], isText: boolean): object {
  return {
    streams: streams.map((stream) => {
      const cursor = CURSORS.find((name) => stream.columns.some((column) => column.name === name)) ?? '';
      return {
        name: stream.name,
        json_schema: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          ...streamSchema(stream, { isText, extra }),
        },
        supported_sync_modes: ['full_refresh', 'incremental'],
        source_defined_cursor: true,
        default_cursor_field: [cursor],
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
  const { streams } = parsedCatalog(configured, catalog, 'configured catalog');
  return streams.map(({ stream: { name, json_schema }, sync_mode, generation_id }) => ({
    name,
    ...(json_schema?.properties && { properties: json_schema.properties }),
    ...(sync_mode === 'full_refresh' && { refresh: { generation: generation_id ?? 0 } }),
  }));
}

const streamState = z.object({
  type: z.literal('STREAM').nullish(),
  stream: z.object({
    stream_descriptor: z.object({ name: z.string() }),
    stream_state: z.unknown().optional(),
  }),
});
const printed = z.object({ type: z.literal('STATE'), state: streamState });
const stored = z.union([streamState, printed.transform(({ state }) => state)]);

/**
 * The states of streams in what Airbyte hands over, a list of states, or in the messages that `read` has printed. The last
 * one of a stream counts; an empty object has none.
 */
export function statesIn(file: unknown): Map<string, unknown> {
  const states = new Map<string, unknown>();
  const isList = Array.isArray(file);
  const entries: unknown[] = isList ? file : isEmpty(file) ? [] : [file];
  for (const [index, entry] of entries.entries()) {
    const parsed = stored.safeParse(entry);
    if (!parsed.success) throw unusable(isList ? `its entry ${index + 1} is no` : 'is no');
    const { stream_descriptor, stream_state: state } = parsed.data.stream;
    if (state === undefined || state === null || isEmpty(state)) states.delete(stream_descriptor.name);
    else states.set(stream_descriptor.name, state);
  }
  return states;
}

function unusable(what: string): ConfigError {
  const message = `${what} state of type STREAM, which is what this source sends. Hand over the states that a read has printed, and nothing else; or reset the connection: the next read loads everything`;
  return new ConfigError([{ code: 'state-unusable', where: 'state', message }]);
}

function isEmpty(value: unknown): boolean {
  return z.strictObject({}).safeParse(value).success;
}
