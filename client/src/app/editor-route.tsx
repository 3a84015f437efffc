import type { FilesApi } from '../files-api.ts';
import { Loading } from './loading.tsx';

export interface EditorRouteProps {
  readonly id: string;
  readonly api: FilesApi;
  readonly onHome: () => void;
}

export function EditorRoute(_props: EditorRouteProps) {
  return <Loading text="Opening the file" />;
}
