// Which sources load into the same destination: `{connection}` gives each its own.
import type { ConfigWithoutKeys } from '../config/config.js';

interface Placed {
  config: Pick<ConfigWithoutKeys, 'destination'>;
}

/** The same for those that load into the same destination. */
export const placeKey = ({ destination }: Placed['config']) => JSON.stringify(destination);

/** Sources by destination, in their order. */
export function byDestination<Source extends Placed>(sources: readonly Source[]): [Source, ...Source[]][] {
  const places = new Map<string, [Source, ...Source[]]>();
  for (const source of sources) {
    const key = placeKey(source.config);
    const known = places.get(key);
    if (known) known.push(source);
    else places.set(key, [source]);
  }
  return [...places.values()];
}
