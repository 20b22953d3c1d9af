// A destination whose lock this process has: a load into it takes the lock again at once.
import type { Destination } from '../model/destination.js';

/** The same destination, apart from `lock`. */
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
