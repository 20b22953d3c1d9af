// A field of the form while a person types: what is typed stays until it is in the draft, and the draft has answered.
import { useEffect, useRef, useState } from 'preact/hooks';
import { isSettled } from '../draft/draft.js';

const SEND_MS = 200;

interface Typed {
  value: string;
  onInput: (event: { currentTarget: { value: string } }) => void;
  onFocus: () => void;
  onBlur: () => void;
}

/** @param value as the draft has it */
export function useTyped(value: string, send: (text: string) => Promise<unknown>): Typed {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const state = useRef({
    focused: false,
    pending: 0,
    timer: 0,
    echo: undefined as string | undefined,
    text: '',
  });
  const newest = useRef(send);
  newest.current = send;
  const drop = () => {
    state.current.echo = undefined;
    setTyped(undefined);
  };
  const flush = () => {
    clearTimeout(state.current.timer);
    state.current.timer = 0;
    state.current.pending++;
    void newest.current(state.current.text).finally(() => {
      state.current.pending--;
      state.current.echo = undefined;
    });
  };
  const settled = isSettled.value;
  useEffect(() => {
    const { focused, pending, timer, echo } = state.current;
    if (typed === undefined || pending > 0 || timer !== 0 || !settled) return;
    // A value may come back in another form; one that changes once more was changed elsewhere.
    if (!focused || (echo !== undefined && echo !== value)) drop();
    else state.current.echo = value;
  });
  // What was typed is not lost with its field.
  useEffect(() => () => (state.current.timer === 0 ? undefined : flush()), []);
  return {
    value: typed ?? value,
    onInput: ({ currentTarget }) => {
      state.current.text = currentTarget.value;
      setTyped(currentTarget.value);
      clearTimeout(state.current.timer);
      state.current.timer = setTimeout(flush, SEND_MS) as unknown as number;
    },
    onFocus: () => {
      state.current.focused = true;
    },
    onBlur: () => {
      state.current.focused = false;
      if (state.current.timer !== 0) flush();
      else if (settled) drop();
    },
  };
}
