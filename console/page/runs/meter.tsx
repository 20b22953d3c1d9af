// A bar that fills: its width is an attribute, which the policy of the page allows.
interface MeterProps {
  /** From 0 to 1. */
  part: number;
  label?: string;
  whole?: boolean;
}

export function Meter({ part, label, whole = false }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100);
  const bar = (
    <svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class={whole ? 'fill okf' : 'fill'} width={percent} height="6" />
    </svg>
  );
  if (label === undefined) return bar;
  return (
    <div role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      {bar}
    </div>
  );
}
