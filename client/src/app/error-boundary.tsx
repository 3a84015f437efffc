import Bug from 'lucide-react/icons/bug';
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { ICON } from '../ui/icon.ts';
import { NoticePage } from '../ui/notice-page.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | undefined;
}

/** Where a mistake of ours ends up instead of a white page. Edits are safe: they are kept before they are drawn (S2). */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div role="alert" style={{ height: '100%' }}>
        <NoticePage
          whole
          icon={<Bug {...ICON} size={28} />}
          title="Something went wrong in this tab"
          actions={
            <Button look="primary" size="large" onClick={() => location.reload()}>
              Load again
            </Button>
          }
        >
          Your edits are kept. Loading the page again brings everything back. ({error.message})
        </NoticePage>
      </div>
    );
  }
}
