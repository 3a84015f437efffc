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
import { filePath, navigate, useRoute } from './route.ts';

const StartPage = lazy(async () => ({ default: (await import('../start/start-page.tsx')).StartPage }));
const EditorRoute = lazy(async () => ({ default: (await import('./editor-route.tsx')).EditorRoute }));

const goHome = (): void => navigate('/');
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

export function App() {
  return (
    <ErrorBoundary>
      <TooltipProvider delay={500} closeDelay={0} timeout={300}>
        <Suspense fallback={<Loading />}>
          <Page />
        </Suspense>
        <Toasts />
      </TooltipProvider>
    </ErrorBoundary>
  );
}
