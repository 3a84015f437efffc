/** Each page is seen as it was left, however it is left: by hand, or because somebody deleted it. */
import type { NodeId } from '@joinery/shared';
import type { Camera, Session } from './session.ts';

export function rememberCameras(session: Session): void {
  const cameras = new Map<NodeId, Camera>();
  session.subscribe((now, before) => {
    if (now.page === before.page) return;
    cameras.set(before.page, before.camera);
    const kept = cameras.get(now.page);
    if (kept !== undefined) session.setState({ camera: kept });
  });
}
