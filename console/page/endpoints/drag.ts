// What is dragged onto a path parameter: a source object, or one of its fields.
import { signal } from '@preact/signals';

export interface Dragged {
  from: string;
  field?: string;
  parameter?: string;
}

export const dragged = signal<Dragged | undefined>(undefined);

export function startDrag(event: DragEvent, what: Dragged): void {
  event.dataTransfer?.setData('text/plain', what.from);
  dragged.value = what;
}

export function stopDrag(): void {
  dragged.value = undefined;
}
