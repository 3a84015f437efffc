/** The editor's frame: pages and layers left, canvas with tools, properties and people right. */
import PanelRight from 'lucide-react/icons/panel-right';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ICON } from '../ui/icon.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { later } from '../ui/later.ts';
import { useAskedConflicts } from './conflicts/conflict-badge.tsx';
import { CanvasArea } from './canvas-area.tsx';
import { Dialogs } from './dialogs/dialogs.tsx';
import styles from './editor-shell.module.css';
import { FileHeader } from './file/file-header.tsx';
import { LayersTree } from './layers/layers-tree.tsx';
import { ZoomMenu } from './menus/zoom-menu.tsx';
import { useCommandKeys } from './menus/use-command.ts';
import { PageMirror } from './mirror/page-mirror.tsx';
import { PagesList } from './pages/pages-list.tsx';
import { Announcements } from './people/announcements.tsx';
import { Company } from './people/company.tsx';
import { CursorChat } from './people/cursor-chat.tsx';
import { PeopleBar } from './people/people-bar.tsx';
import { ShareButton } from './share/share-button.tsx';
import { SidePanels } from './side/side-panels.tsx';
import { Resizer } from './resizer.tsx';
import { Toolbar } from './toolbar.tsx';
import { AuthorsLegend } from './who/authors-legend.tsx';
import { useKeptAids } from './use-kept-aids.ts';
import { useNarrow } from './use-narrow.ts';
import { useNotices } from './use-notices.ts';
import { useSettledFields } from './use-settled-fields.ts';
import { useSteadyPage } from './use-steady-page.ts';
import { useTheme } from './use-theme.ts';
import { useEditor, useSession, useWorkspace } from './workspace.ts';

const PropertiesPanel = lazy(
  later(async () => ({ default: (await import('./properties/properties-panel.tsx')).PropertiesPanel })),
);

interface EditorShellProps {
  /** Fills the element with the canvas. @returns a function that ends it */
  readonly mount: (container: HTMLElement) => () => void;
}

export function EditorShell({ mount }: EditorShellProps) {
  const { file } = useWorkspace();
  const panels = useSession((state) => state.panelsVisible);
  useNotices();
  useTheme();
  useKeptAids();
  useSettledFields();
  useHiddenWhenNarrow();
  useAskedConflicts();
  const middle = useRef<HTMLElement>(null);
  useSteadyPage(middle);
  useEffect(() => {
    document.title = `${file.name} – Joinery`;
  }, [file.name]);
  return (
    <div className={styles.shell}>
      {panels && <LeftPanel />}
      <SidePanels />
      <main ref={middle} className={styles.middle} aria-label="Canvas">
        <PageMirror />
        <CanvasArea mount={mount} />
        {!panels && <FoldedPanels />}
        <AuthorsLegend />
        <Company />
        <CursorChat />
        <Announcements />
        <Toolbar />
      </main>
      {panels && <RightPanel />}
      <Dialogs />
    </div>
  );
}

/** In a narrow window the canvas comes first: the panels fold away, and come back over it when asked for. */
function useHiddenWhenNarrow(): void {
  const { session } = useEditor();
  const narrow = useNarrow();
  useEffect(() => session.setState({ panelsVisible: !narrow }), [session, narrow]);
}

function LeftPanel() {
  const [width, setWidth] = useState(240);
  return (
    <aside className={styles.left} style={{ width }} aria-label="Pages and layers">
      <FileHeader />
      <PagesList />
      <h2 className={styles.heading}>Layers</h2>
      <LayersTree />
      <Resizer label="Width of the left panel" side="right" width={width} onWidth={setWidth} />
    </aside>
  );
}

function RightPanel() {
  const [width, setWidth] = useState(248);
  return (
    <aside className={styles.right} style={{ width }} aria-label="Properties and people">
      <div className={styles.people}>
        <PeopleBar />
        <ShareButton />
      </div>
      <div className={styles.tabs}>
        <h2 className={styles.heading}>Design</h2>
        <ZoomMenu />
      </div>
      <Suspense fallback={null}>
        <PropertiesPanel />
      </Suspense>
      <Resizer label="Width of the right panel" side="left" width={width} onWidth={setWidth} />
    </aside>
  );
}

/** What stays on screen while the panels are hidden. */
function FoldedPanels() {
  const editor = useEditor();
  const keysOf = useCommandKeys();
  return (
    <>
      <div className={styles.foldedLeft}>
        <FileHeader folded />
      </div>
      <div className={styles.foldedRight}>
        <PeopleBar />
        <ShareButton />
        <IconButton
          label="Show the panels"
          keys={keysOf('toggle-panels')}
          icon={<PanelRight {...ICON} />}
          onClick={() => editor.run('toggle-panels')}
        />
      </div>
    </>
  );
}
