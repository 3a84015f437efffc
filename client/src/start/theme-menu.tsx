import { Menu } from '@base-ui/react/menu';
import Check from 'lucide-react/icons/check';
import SunMoon from 'lucide-react/icons/sun-moon';
import { useState } from 'react';
import { ICON, SMALL_ICON } from '../ui/icon.ts';
import menu from '../ui/menu.module.css';
import { keepTheme, keptTheme, type ThemeChoice } from '../ui/theme.ts';
import styles from './theme-menu.module.css';

const CHOICES: readonly (readonly [ThemeChoice, string])[] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

export function ThemeMenu() {
  const [theme, setTheme] = useState(keptTheme);
  const choose = (choice: ThemeChoice): void => {
    keepTheme(choice);
    setTheme(choice);
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles.trigger} aria-label="Theme">
        <SunMoon {...ICON} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            <Menu.RadioGroup value={theme} onValueChange={choose}>
              {CHOICES.map(([value, label]) => (
                <Menu.RadioItem key={value} value={value} className={menu.item} closeOnClick>
                  <Menu.RadioItemIndicator>
                    <Check {...SMALL_ICON} />
                  </Menu.RadioItemIndicator>
                  <span style={{ gridColumn: 2 }}>{label}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
