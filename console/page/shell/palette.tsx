// Ctrl K: operations, screens and sections by a few letters; also links and calls that are pasted.
import { useEffect, useState } from 'preact/hooks';
import { Icon, type IconName } from '../../ui/icons.js';
import { isPasted, openPasted } from '../explore/pasted.js';
import { pathText } from '../explore/path-text.js';
import { go, operationAddress, screenAddress } from '../state/address.js';
import { catalogue, loadSearch, operationAt, searching } from '../state/catalogue.js';
import { chooseTheme, t } from '../state/language.js';
import { SCREEN_NAMES, SCREENS } from '../state/screens.js';
import { tableAddress } from '../tables/address.js';
import { loadTables, tables } from '../tables/state.js';
import { Dialog } from './dialog.js';
import { takeKeys } from './early-keys.js';
import { type Choice, Picker } from './picker.js';

interface Action {
  key: string;
  icon: IconName;
  text: string;
  run: () => void;
}

/** Operations that are listed: more are found by more letters. */
const MOST = 200;

export function Palette({ close }: { close: () => void }) {
  const [typed, type] = useState(takeKeys);
  useEffect(loadSearch, []);
  useEffect(() => {
    if (tables.peek().state === 'none') void loadTables();
  }, []);
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const actions = everyAction().filter(({ text }) =>
    words.every((word) => text.toLowerCase().includes(word)),
  );
  const rows = words.length > 0 ? (searching.value?.find({ words }).rows.slice(0, MOST) ?? []) : [];
  const choices: Choice[] = [
    ...actions.map(({ key, icon, text }) => ({
      key,
      shown: (
        <>
          <Icon name={icon} />
          <span class="trunc">{text}</span>
        </>
      ),
    })),
    ...rows.map(operationAt).map(({ row, method, path }) => ({
      key: String(row),
      shown: (
        <>
          <span class={`verb ${method}`}>{method === 'DELETE' ? 'DEL' : method}</span>
          {pathText(path, words, false)}
        </>
      ),
    })),
  ];
  const choose = (key: string) => {
    close();
    const action = actions.find((each) => each.key === key);
    if (action) action.run();
    else go(operationAddress(operationAt(Number(key))));
  };
  return (
    <Dialog title={t.value.palette.title} close={close} bare>
      <Picker
        label={t.value.palette.title}
        placeholder={t.value.palette.placeholder}
        typed={typed}
        type={(text) => {
          type(text);
          if (isPasted(text))
            void openPasted(text).then((found) => {
              if (found) close();
            });
        }}
        choices={choices}
        choose={choose}
        leave={close}
        none={t.value.palette.none}
      />
    </Dialog>
  );
}

function everyAction(): Action[] {
  const { screens, palette, themes } = t.value;
  const sections = catalogue.value.answer?.sections ?? [];
  return [
    ...SCREEN_NAMES.map((name) => ({
      key: name,
      icon: SCREENS[name].icon,
      text: screens[name],
      run: () => go(screenAddress(name)),
    })),
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      key: `theme ${theme}`,
      icon: 'sliders' as const,
      text: palette.theme(themes[theme]),
      run: () => chooseTheme(theme),
    })),
    ...(tables.value.answer?.tables ?? []).map(({ name }) => ({
      key: `table ${name}`,
      icon: 'tables' as const,
      text: palette.table(name),
      run: () => go(tableAddress(name)),
    })),
    ...sections.map(({ path }) => ({
      key: `section ${path}`,
      icon: 'right' as const,
      text: palette.section(path),
      run: () => go(`/explore?${new URLSearchParams({ section: path })}`),
    })),
  ];
}
