// The way to a start: its screen shows options and price before anything is called.
import { Icon, type IconName } from '../../ui/icons.js';
import { startAddress } from '../runs/addresses.js';

interface StartLinkProps {
  label: string;
  icon: IconName;
  options: Parameters<typeof startAddress>[0];
  primary?: boolean;
}

export function StartLink({ label, icon, options, primary = false }: StartLinkProps) {
  return (
    <a class={primary ? 'btn primary' : 'btn'} href={startAddress(options)}>
      <Icon name={icon} small />
      {label}
    </a>
  );
}
