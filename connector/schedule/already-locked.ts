// A destination whose lock is held already: what loads into it need not take it again.
import type { Destination } from '../model/destination.js';

/** The same destination in every other way. */
export function alreadyLocked(destination: Destination): Destination {
  const free = async () => async () => undefined;
  return new Proxy(destination, {
    get(target, key) {
      if (key === 'lock') return free;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
