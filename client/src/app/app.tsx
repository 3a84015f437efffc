/** Which page is shown. Each is loaded when it is first needed. */
import FileQuestion from 'lucide-react/icons/file-question-mark';
import { lazy, Suspense, useMemo } from 'react';
import { createFilesApi } from '../files-api.ts';
import { keptMe } from '../me.ts';
import { Button } from '../ui/button.tsx';
import { ICON } from '../ui/icon.ts';
import { NoticePage } from '../ui/notice-page.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Loading } from './loading.tsx';
import { NoAccess } from './no-access.tsx';
import { filePath, navigate, useRoute } from './route.ts';
import { useLinkKey } from './use-link-key.ts';

const StartPage = lazy(async () => ({ default: (await import('../start/start-page.tsx')).StartPage }));
const EditorRoute = lazy(async () => ({ default: (await import('./editor-route.tsx')).EditorRoute }));

const goHome = (): void => navigate('/');
/** Without what the page remembers of the link. */
const startOver = (): void => location.assign('/');
const openFile = (id: string): void => navigate(filePath(id));

function Page() {
  const route = useRoute();
  const api = useMemo(() => createFilesApi(keptMe), []);
  switch (route.kind) {
    case 'start':
      return <StartPage api={api} me={keptMe()} hrefOf={filePath} onOpen={openFile} />;
    case 'file':
      return <EditorRoute key={route.id} id={route.id} api={api} onHome={goHome} />;
    case 'unknown':
      return (
        <NoticePage
          whole
          icon={<FileQuestion {...ICON} size={28} />}
          title="There is no such page"
          actions={
            <Button size="large" onClick={goHome}>
              All files
            </Button>
          }
        />
      );
    default:
      return route satisfies never;
  }
}

/** Nothing is asked of the relay before it was shown the key of the link by which somebody came. */
function Entrance() {
  const key = useLinkKey();
  if (key.kind === 'showing') return <Loading text="Opening the link" />;
  if (key.kind === 'refused')
    return <NoAccess title="This link does not open anything any more" reason={key.message} onHome={startOver} />;
  return <Page />;
}

export function App() {
  return (
    <ErrorBoundary>
      <TooltipProvider delay={500} closeDelay={0} timeout={300}>
        <Suspense fallback={<Loading />}>
          <Entrance />
        </Suspense>
        <Toasts />
      </TooltipProvider>
    </ErrorBoundary>
  );
}
