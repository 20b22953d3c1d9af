// Catalogs of Singer: streams as the tap discovers them, and which of them and of their fields are selected.
import { z } from 'zod';
import { ConfigError } from '../../model/errors.js';
import { streamSchema } from '../json-schema.js';
import { type CatalogStream, parsedCatalog } from '../selection.js';
import type { Stream } from '../streams.js';

/** The field that a later reading of a row has larger. */
export const REPLICATION_KEY = '_loaded_at';

export function singerSchema(stream: Stream, isText: boolean): object {
  return streamSchema(stream, { isText });
}

export function singerCatalog(streams: readonly Stream[], isText: boolean): object {
  return {
    streams: streams.map((stream) => {
      const { name, primaryKey, columns } = stream;
      const hasKey = columns.some((column) => column.name === REPLICATION_KEY);
      const isAutomatic = (column: string) => primaryKey.includes(column) || column === REPLICATION_KEY;
      return {
        stream: name,
        tap_stream_id: name,
        schema: singerSchema(stream, isText),
        key_properties: primaryKey,
        ...(hasKey && { replication_key: REPLICATION_KEY }),
        replication_method: 'INCREMENTAL',
        metadata: [
          {
            breadcrumb: [],
            metadata: {
              inclusion: 'available',
              'selected-by-default': true,
              'table-key-properties': primaryKey,
              ...(hasKey && { 'valid-replication-keys': [REPLICATION_KEY] }),
            },
          },
          ...columns.map((column) => ({
            breadcrumb: ['properties', column.name],
            metadata: {
              inclusion: isAutomatic(column.name) ? 'automatic' : 'available',
              'selected-by-default': true,
            },
          })),
        ],
      };
    }),
  };
}

const metadata = z.object({
  inclusion: z.string().optional(),
  selected: z.boolean().nullish(),
  'selected-by-default': z.boolean().nullish(),
  'replication-method': z.string().nullish(),
  'forced-replication-method': z.string().nullish(),
});

const catalogOf = z.object({
  streams: z.array(
    z.object({
      tap_stream_id: z.string(),
      schema: z.object({ properties: z.record(z.string(), z.unknown()).optional() }).optional(),
      selected: z.boolean().nullish(),
      replication_method: z.string().nullish(),
      metadata: z.array(z.object({ breadcrumb: z.array(z.string()), metadata })).default([]),
    }),
  ),
});

export interface SelectedStream extends CatalogStream {
  /** All of its rows take the place of those before. */
  isFullTable: boolean;
}

/** The selected streams with their selected fields. Throws `ConfigError` for what is no catalog. */
export function selectedStreams(catalog: unknown): SelectedStream[] {
  const { streams } = parsedCatalog(catalogOf, catalog, 'catalog of Singer');
  return streams.flatMap((stream): SelectedStream[] => {
    const all = new Map(stream.metadata.map((one) => [one.breadcrumb.join('/'), one.metadata]));
    const own = all.get('') ?? {};
    if (!(stream.selected ?? isSelected(own))) return [];
    const { properties } = stream.schema ?? {};
    const names = Object.keys(properties ?? {}).filter((name) =>
      isSelected(all.get(`properties/${name}`) ?? {}),
    );
    const method = own['replication-method'] ?? own['forced-replication-method'] ?? stream.replication_method;
    return [
      {
        name: stream.tap_stream_id,
        ...(properties && { properties, selected: new Set(names), leftOut: deselectedIn(all) }),
        isFullTable: method === 'FULL_TABLE',
      },
    ];
  });
}

function deselectedIn(all: ReadonlyMap<string, z.output<typeof metadata>>): Set<string> {
  const names = [...all].filter(([path, own]) => path.startsWith('properties/') && !isSelected(own));
  return new Set(names.map(([path]) => path.slice('properties/'.length)));
}

function isSelected({
  inclusion,
  selected,
  'selected-by-default': byDefault,
}: z.output<typeof metadata>): boolean {
  if (inclusion === 'automatic') return true;
  if (inclusion === 'unsupported') return false;
  return selected ?? byDefault ?? true;
}

const value = z.union([z.object({ bookmarks: z.record(z.string(), z.unknown()) }), z.strictObject({})]);
const printed = z.object({ type: z.literal('STATE'), value });
const stateOf = z.union([value, printed.transform((message) => message.value)]);

/**
 * The states of streams in a state of Singer, or in the messages that the tap has printed: the last of them has all. An
 * empty object has none.
 */
export function bookmarksIn(state: unknown): Map<string, unknown> {
  const parsed = z
    .array(stateOf)
    .nonempty()
    .safeParse(Array.isArray(state) ? state : [state]);
  if (!parsed.success) {
    const message =
      'is no state of Singer with `bookmarks`. Hand over the last state that the tap has printed; or begin without one: the next read loads everything';
    throw new ConfigError([{ code: 'state-unusable', where: 'state', message }]);
  }
  const last = parsed.data.at(-1);
  return new Map(last && 'bookmarks' in last ? Object.entries(last.bookmarks) : []);
}
