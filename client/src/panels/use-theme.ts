import { useEffect } from 'react';
import { keepTheme } from '../ui/theme.ts';
import { useSession } from './workspace.ts';

/** Shows the theme that a command chose, and keeps it. */
export function useTheme(): void {
  const theme = useSession((state) => state.theme);
  useEffect(() => keepTheme(theme), [theme]);
}
