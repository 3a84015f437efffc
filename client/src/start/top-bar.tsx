import Search from 'lucide-react/icons/search';
import type { Me } from '../me.ts';
import { Avatar } from '../ui/avatar.tsx';
import { ICON } from '../ui/icon.ts';
import { Logo } from '../ui/logo.tsx';
import { MeForm } from '../ui/me-form.tsx';
import { Popover } from '../ui/popover.tsx';
import styles from './top-bar.module.css';
import { ThemeMenu } from './theme-menu.tsx';

interface TopBarProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly me: Me;
  readonly onMe: (me: Me) => void;
}

export function TopBar({ search, onSearch, me, onMe }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Logo size={24} />
        <h1 className={styles.name}>Joinery</h1>
      </div>
      <search className={styles.search}>
        <Search {...ICON} />
        <input
          type="search"
          className={styles.input}
          aria-label="Search files"
          placeholder="Search files"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </search>
      <div className={styles.end}>
        <ThemeMenu />
        <Popover
          title="You"
          trigger={
            <button type="button" className={styles.me} aria-label={`You are ${me.name}. Change name or colour`}>
              <Avatar name={me.name} color={me.color} />
              <span className={styles.myName}>{me.name}</span>
            </button>
          }
        >
          <MeForm name={me.name} color={me.color} onChange={(change) => onMe({ ...me, ...change })} />
        </Popover>
      </div>
    </header>
  );
}
