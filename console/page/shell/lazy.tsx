// Parts of the page that come when they are first shown, so that the first view stays small.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Waiting } from './waiting.js';

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const loaded = signal<{ part: ComponentType<P> } | undefined>(undefined);
  return function Lazy(props: P) {
    useEffect(() => {
      if (!loaded.value)
        void load().then((part) => {
          loaded.value = { part };
        });
    }, []);
    const Part = loaded.value?.part;
    return Part ? <Part {...props} /> : <Waiting lines={6} />;
  };
}
