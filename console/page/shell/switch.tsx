// A few choices side by side, one of them chosen.

interface SwitchProps<T extends string> {
  label: string;
  choices: readonly (readonly [T, string])[];
  chosen: T;
  choose: (value: T) => void;
  disabled?: boolean;
  /** The values are languages, each named in its own. */
  languages?: boolean;
}

export function Switch<T extends string>({
  label,
  choices,
  chosen,
  choose,
  disabled = false,
  languages = false,
}: SwitchProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="seg" role="group" aria-label={label}>
      {choices.map(([value, name]) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen === value}
          disabled={disabled}
          lang={languages ? value : undefined}
          onClick={() => choose(value)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
