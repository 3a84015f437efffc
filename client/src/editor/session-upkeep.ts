/**
 * Keeps the session true to the document: selection, hover, scope and page never name what is gone. Says so when somebody
 * else's deletion took what I was at (D7).
 */
import { type Document, type DocumentEvent, type NodeId, type Reissued, ROOT, TRASH } from '@joinery/shared';
import { selectionRoots, subtree } from './selection.ts';
import type { NoticeDetails, Session, SessionState } from './session.ts';

export interface UpkeepHost {
  readonly document: Document;
  readonly session: Session;
  notify(kind: 'info' | 'error', text: string, more?: NoticeDetails): void;
}

/** @returns a function that ends it */
export function keepSessionTrue(host: UpkeepHost): () => void {
  return host.document.subscribe((event) => {
    if (![...event.touched.values()].some((properties) => properties.has('placement'))) return;
    if (event.reissued !== undefined) followNames(host.session, event.reissued);
    const before = host.session.getState();
    movePage(host, event);
    prune(host);
    if (event.origin === 'remote') tellWhatIsLost(host, event, before);
  });
}

/** Own nodes may have been made again under other ids: what is selected stays selected. */
function followNames(session: Session, reissued: readonly Reissued[]): void {
  const names = new Map(reissued.flatMap(({ renamed }) => [...renamed]));
  if (names.size === 0) return;
  const now = session.getState();
  const named = <T extends NodeId | null>(id: T): T => (names.get(id ?? '') as T | undefined) ?? id;
  session.setState({
    page: named(now.page),
    selection: now.selection.map(named),
    hovered: named(now.hovered),
    scope: named(now.scope),
    renaming: named(now.renaming),
    editingText: named(now.editingText),
  });
}

function movePage(host: UpkeepHost, event: DocumentEvent): void {
  const { document, session } = host;
  const { page } = session.getState();
  if (document.parent(page) === ROOT) return;
  const home = document.children(ROOT)[0];
  if (home === undefined) return;
  session.setState({
    page: home,
    selection: [],
    hovered: null,
    scope: null,
    marquee: null,
    snapLines: [],
    dropTarget: null,
  });
  if (event.origin !== 'remote' || !document.has(page) || page === ROOT) return;
  const text = `deleted the page “${document.get(page, 'name')}” that you were on`;
  host.notify('info', text, detailsOf(document, [page]));
}

function prune({ document, session }: UpkeepHost): void {
  const now = session.getState();
  const here = (id: NodeId | null): boolean => id !== null && document.isAlive(id) && document.pageOf(id) === now.page;
  const selection = selectionRoots(document, now.selection, now.page);
  const next: Partial<{ -readonly [K in keyof SessionState]: SessionState[K] }> = {};
  if (selection.length !== now.selection.length) next.selection = selection;
  if (now.hovered !== null && !here(now.hovered)) next.hovered = null;
  if (now.scope !== null && !here(now.scope)) next.scope = null;
  if (now.dropTarget !== null && !here(now.dropTarget)) next.dropTarget = null;
  if (now.editingText !== null && !here(now.editingText)) next.editingText = null;
  if (now.renaming !== null && !document.isAlive(now.renaming)) next.renaming = null;
  if (Object.keys(next).length > 0) session.setState(next);
}

function tellWhatIsLost(host: UpkeepHost, event: DocumentEvent, before: SessionState): void {
  const { document } = host;
  const lost = [...event.touched]
    .filter(
      ([id, properties]) =>
        properties.has('placement') && document.parent(id) === TRASH && document.get(id, 'type') !== 'page',
    )
    .map(([id]) => id)
    .filter((id) => concernsMe(document, id, before));
  const [first] = lost;
  if (first === undefined) return;
  const name = document.get(first, 'name') || document.get(first, 'type');
  const others = lost.length > 1 ? ` and ${lost.length - 1} more` : '';
  host.notify('info', `deleted “${name}”${others}`, detailsOf(document, lost));
}

/** Whose doing it was, and what to take back. */
function detailsOf(document: Document, trashed: readonly NodeId[]): NoticeDetails {
  const by = document.stamp(trashed[0] ?? '', 'placement')?.actor;
  return { restorable: trashed, ...(by !== undefined && { by }) };
}

/** Whether I had it, or something in it, selected or in hand, or wrote something of it in this session. */
function concernsMe(document: Document, trashed: NodeId, { selection, editingText }: SessionState): boolean {
  if ([...selection, ...(editingText === null ? [] : [editingText])].some((id) => document.isWithin(id, trashed)))
    return true;
  for (const id of subtree(document, trashed)) {
    for (const register of document.row(id)?.values() ?? []) if (register.actor === document.actor) return true;
  }
  return false;
}
