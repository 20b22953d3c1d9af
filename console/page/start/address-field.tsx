// A field whose value is in the address.
import { query, setQuery } from '../state/address.js';

export function AddressField(props: {
  name: string;
  label: string;
  type?: 'text' | 'date';
  help?: string;
  mono?: boolean;
  required?: boolean;
}) {
  const { name, label, type = 'text', help, mono = false, required = false } = props;
  const shared = {
    class: mono ? 'in mono' : 'in',
    required,
    spellcheck: false,
    value: query.value.get(name) ?? '',
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      setQuery({ [name]: currentTarget.value }),
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its field is one of two
    <label class="field">
      <span class="lab">
        {label}
        {required && (
          <span class="req" aria-hidden="true">
            *
          </span>
        )}
      </span>
      {type === 'date' ? <input type="date" {...shared} /> : <input type="text" {...shared} />}
      {help && <span class="help">{help}</span>}
    </label>
  );
}
