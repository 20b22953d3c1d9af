// The source behind a configuration of a protocol, with what its streams need of it.
import { type ConfiguredSource, connectSource, openSource, type SourceOptions } from '../app/open.js';
import { declaredPlan } from '../app/plan/steps.js';
import { ConfigError } from '../model/errors.js';
import { type Stream, sourceOfStream, streamsOf } from './streams.js';

/** What rows go to is the load's affair: the configuration names none. */
const DESTINATION = { destination: { type: 'memory' } };

/** The source of streams that are wanted, or of all. Throws `ConfigError`. */
export function sourceOfStreams(
  input: object,
  wanted?: readonly string[],
  options: SourceOptions = {},
): ConfiguredSource {
  const whole = { ...input, ...DESTINATION };
  const source = openSource(whole, options);
  if (!wanted) return source;
  const loaded = source.plan.nodes.filter(({ load }) => load).map(({ name }) => name);
  const found = new Set(wanted.map((name) => sourceOfStream(name, source.plan)));
  const only = loaded.filter((name) => found.has(name));
  if (only.length === 0) {
    const message = `none of its streams is one of the configuration, which has those of ${loaded.join(', ')}`;
    throw new ConfigError([{ code: 'config-empty', where: 'catalog', message }]);
  }
  return only.length === loaded.length ? source : openSource(whole, { ...options, only, alone: true });
}

/** All streams, as the API's documents declare them. No call needs keys. */
export async function discoverStreams(source: ConfiguredSource): Promise<Stream[]> {
  const connection = connectSource(source);
  try {
    return streamsOf(await declaredPlan(source, connection.client));
  } finally {
    await connection.close();
  }
}
