// The messages of the Airbyte protocol (v0) as JSON Schema: stricter than theirs, which allows any further member.
import { Ajv } from 'ajv';

const text = { type: 'string' };
const instant = { type: 'integer', minimum: 1_500_000_000_000 };
const names = { type: 'array', minItems: 1, items: text };
const paths = { type: 'array', items: names };

function group(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}
const oneOf = (...values: string[]) => ({ enum: values });
const list = (items: object) => ({ type: 'array', items });

const stream = group({ name: text }, { namespace: text });
const schema = {
  type: 'object',
  required: ['type', 'properties'],
  properties: { type: { const: 'object' }, properties: { type: 'object' } },
  not: { anyOf: [{ required: ['$ref'] }, { required: ['allOf'] }] },
};

const record = group(
  { stream: text, data: { type: 'object' }, emitted_at: instant },
  {
    meta: group({
      changes: list(
        group({
          field: text,
          change: oneOf('NULLED', 'TRUNCATED'),
          reason: oneOf(
            'SOURCE_SERIALIZATION_ERROR',
            'SOURCE_RETRIEVAL_ERROR',
            'SOURCE_FIELD_SIZE_LIMITATION',
          ),
        }),
      ),
    }),
  },
);
const state = group({
  type: { const: 'STREAM' },
  stream: group({ stream_descriptor: stream, stream_state: { type: 'object' } }),
  sourceStats: group({ recordCount: { type: 'number', minimum: 0 } }),
});
const reason = group({ type: { const: 'RATE_LIMITED' } }, { rate_limited: group({ quota_reset: instant }) });
const traces = {
  ERROR: {
    error: group(
      { message: text, failure_type: oneOf('system_error', 'config_error', 'transient_error') },
      { internal_message: text, stack_trace: text, stream_descriptor: stream },
    ),
  },
  ESTIMATE: {
    estimate: group({ name: text, type: { const: 'STREAM' }, row_estimate: { type: 'integer', minimum: 0 } }),
  },
  STREAM_STATUS: {
    stream_status: group(
      { stream_descriptor: stream, status: oneOf('STARTED', 'RUNNING', 'COMPLETE', 'INCOMPLETE') },
      { reasons: list(reason) },
    ),
  },
};
const trace = {
  oneOf: Object.entries(traces).map(([type, body]) =>
    group({ type: { const: type }, emitted_at: instant, ...body }),
  ),
};
const catalog = group({
  streams: list(
    group(
      {
        name: text,
        json_schema: schema,
        supported_sync_modes: { type: 'array', minItems: 1, items: oneOf('full_refresh', 'incremental') },
      },
      {
        source_defined_cursor: { type: 'boolean' },
        default_cursor_field: names,
        source_defined_primary_key: paths,
        is_resumable: { type: 'boolean' },
      },
    ),
  ),
});
const spec = group(
  {
    connectionSpecification: {
      type: 'object',
      required: ['type', 'properties'],
      properties: { type: { const: 'object' } },
    },
    supportsIncremental: { type: 'boolean' },
    supported_destination_sync_modes: { type: 'array', items: oneOf('append', 'overwrite', 'append_dedup') },
  },
  { documentationUrl: text, changelogUrl: text },
);

const bodies: Record<string, Record<string, object>> = {
  RECORD: { record },
  STATE: { state },
  TRACE: { trace },
  LOG: { log: group({ level: oneOf('ERROR', 'WARN', 'INFO', 'DEBUG'), message: text }) },
  SPEC: { spec },
  CONNECTION_STATUS: { connectionStatus: group({ status: oneOf('SUCCEEDED', 'FAILED') }, { message: text }) },
  CATALOG: { catalog },
};

export const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
const validators = new Map(
  Object.entries(bodies).map(([type, body]) => [
    type,
    ajv.compile(group({ type: { const: type }, ...body })),
  ]),
);

/** Why a line is no message; undefined where it is one. */
export function messageProblem(message: unknown): string | undefined {
  const { type } = message as { type?: string };
  const validate = validators.get(type ?? '');
  if (!validate) return `there is no message "${type}"`;
  return validate(message) ? undefined : `${type}: ${ajv.errorsText(validate.errors)}`;
}
