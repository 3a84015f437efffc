/** The list of files: the first page of Joinery. */
import { Tabs } from '@base-ui/react/tabs';
import FileUp from 'lucide-react/icons/file-up';
import Plus from 'lucide-react/icons/plus';
import { useEffect, useRef, useState } from 'react';
import type { FilesApi } from '../files-api.ts';
import { keepMe, type Me } from '../me.ts';
import { Button } from '../ui/button.tsx';
import { ICON } from '../ui/icon.ts';
import { type Choice, SelectField } from '../ui/select-field.tsx';
import { FileGrid } from './file-grid.tsx';
import type { SortKey } from './shown-files.ts';
import styles from './start-page.module.css';
import { TopBar } from './top-bar.tsx';
import { useCreateFile } from './use-create-file.ts';
import { useFileDrop } from './use-file-drop.ts';

export interface StartPageProps {
  readonly api: FilesApi;
  readonly me: Me;
  readonly hrefOf: (id: string) => string;
  readonly onOpen: (id: string) => void;
}

const SORTS: readonly Choice<SortKey>[] = [
  { value: 'edited', label: 'Last edited' },
  { value: 'name', label: 'Name' },
];

export function StartPage({ api, me: initialMe, hrefOf, onOpen }: StartPageProps) {
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<SortKey>('edited');
  const [me, setMe] = useState(initialMe);
  const [mayCreate, setMayCreate] = useState(true);
  const { busy, create, createFromSvg } = useCreateFile(api, onOpen);
  const svgInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = 'Joinery';
  }, []);
  useFileDrop((file) => mayCreate && createFromSvg(file));
  const changeMe = (next: Me): void => {
    keepMe(next);
    setMe(next);
  };
  const list = (trashed: boolean) => (
    <FileGrid
      api={api}
      trashed={trashed}
      search={search}
      sort={sort}
      hrefOf={hrefOf}
      onOpen={onOpen}
      onCreate={create}
      onMayCreate={setMayCreate}
    />
  );
  return (
    <div className={styles.page}>
      <TopBar search={search} onSearch={setSearch} me={me} onMe={changeMe} />
      <main className={styles.main}>
        <Tabs.Root defaultValue="files">
          <div className={styles.actions}>
            <Tabs.List className={styles.tabs} aria-label="Lists of files">
              <Tabs.Tab value="files" className={styles.tab}>
                Files
              </Tabs.Tab>
              <Tabs.Tab value="trash" className={styles.tab}>
                Trash
              </Tabs.Tab>
            </Tabs.List>
            <div className={styles.sort}>
              <SelectField label="Sort by" choices={SORTS} value={sort} onChange={setSort} bare />
            </div>
            {mayCreate && (
              <>
                <Button size="large" disabled={busy} onClick={() => svgInput.current?.click()}>
                  <FileUp {...ICON} /> Open SVG
                </Button>
                <Button look="primary" size="large" disabled={busy} onClick={create}>
                  <Plus {...ICON} /> New file
                </Button>
              </>
            )}
            <input
              ref={svgInput}
              type="file"
              accept=".svg,image/svg+xml"
              hidden
              aria-label="SVG file to open"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file !== undefined) createFromSvg(file);
                event.target.value = '';
              }}
            />
          </div>
          <Tabs.Panel value="files" tabIndex={-1}>
            {list(false)}
          </Tabs.Panel>
          <Tabs.Panel value="trash" tabIndex={-1}>
            {list(true)}
          </Tabs.Panel>
        </Tabs.Root>
      </main>
    </div>
  );
}
