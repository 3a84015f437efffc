/**
 * The system's clipboard. Copy, cut and paste by key arrive as the browser's own events, which need no permission and work on
 * addresses that are not secure; from menus the asynchronous clipboard is asked, which may be refused.
 *
 * Our own nodes travel inside text/html as base 64 in an attribute, since browsers keep that format over programs and tabs.
 */
import type { ClipboardItems, ClipboardPort } from '../editor/ports.ts';

/** Greatest text taken in, in characters: what is larger is refused with a message. */
export const MAX_PASTE_CHARACTERS = 50_000_000;

const JSON_IN_HTML = /data-joinery="([A-Za-z0-9+/=]+)"/;

const PICTURES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export type ClipboardCommand = 'copy' | 'cut' | 'paste';

export class BrowserClipboard implements ClipboardPort {
  /** The browser's event that is being handled: reading and writing go to it. */
  #event: ClipboardEvent | undefined;
  /** What was copied last in this tab, for where the system's clipboard is closed to us. */
  #kept: ClipboardItems = {};

  /** Handles the browser's events by running commands. @returns a function that ends it */
  listen(target: Document, run: (command: ClipboardCommand) => void): () => void {
    const handle = (event: ClipboardEvent): void => {
      if (isTyping(event.target)) return;
      event.preventDefault();
      this.#event = event;
      try {
        run(event.type as ClipboardCommand);
      } finally {
        this.#event = undefined;
      }
    };
    const types: readonly ClipboardCommand[] = ['copy', 'cut', 'paste'];
    for (const type of types) target.addEventListener(type, handle);
    return () => types.forEach((type) => target.removeEventListener(type, handle));
  }

  async write(items: ClipboardItems): Promise<void> {
    this.#kept = items;
    const text = items.svg ?? items.text ?? '';
    const html = items.json === undefined ? undefined : `<span data-joinery="${toBase64(items.json)}"></span>`;
    const data = this.#event?.clipboardData;
    if (data) {
      data.setData('text/plain', text);
      if (html !== undefined) data.setData('text/html', html);
      return;
    }
    const blobs: Record<string, Blob> = { 'text/plain': new Blob([text], { type: 'text/plain' }) };
    if (html !== undefined) blobs['text/html'] = new Blob([html], { type: 'text/html' });
    // Refused or missing: within this tab the copy still works.
    await clipboard()
      ?.write([new ClipboardItem(blobs)])
      .catch(() => undefined);
  }

  async read(): Promise<ClipboardItems> {
    const data = this.#event?.clipboardData;
    // An event's data is gone after the first wait, so it is read before any.
    if (data) return fromEvent(data);
    const entries = await clipboard()
      ?.read()
      .catch(() => undefined);
    if (entries === undefined) return this.#kept;
    const read = async (type: string): Promise<string> => {
      const entry = entries.find(({ types }) => types.includes(type));
      return entry === undefined ? '' : (await entry.getType(type)).text();
    };
    const items = itemsOf(await read('text/plain'), await read('text/html'));
    const picture = PICTURES.find((type) => entries.some(({ types }) => types.includes(type)));
    if (picture === undefined || items.json !== undefined || (items.text ?? '') !== '') return items;
    const blob = await entries.find(({ types }) => types.includes(picture))?.getType(picture);
    return blob === undefined ? items : { picture: blob };
  }
}

const clipboard = (): Clipboard | undefined => (navigator as Partial<Navigator>).clipboard;

async function fromEvent(data: DataTransfer): Promise<ClipboardItems> {
  const [text, html] = [data.getData('text/plain'), data.getData('text/html')];
  const svg = [...data.files].find((file) => file.type === 'image/svg+xml' || file.name.endsWith('.svg'));
  const picture = [...data.files].find(({ type }) => PICTURES.includes(type));
  // Programs that copy a table or a page may add a picture of it: words go first.
  if (svg === undefined && picture !== undefined && text === '') return { picture };
  if (svg === undefined) return itemsOf(text, html);
  if (svg.size > MAX_PASTE_CHARACTERS) throw new Error(`${svg.name} is too large to paste`);
  return { svg: await svg.text() };
}

function itemsOf(text: string, html: string): ClipboardItems {
  if (text.length > MAX_PASTE_CHARACTERS) throw new Error('The clipboard holds too much to paste');
  const json = JSON_IN_HTML.exec(html)?.[1];
  if (json !== undefined) return { text, json: fromBase64(json) };
  return looksLikeSvg(text) ? { text, svg: text } : { text };
}

const looksLikeSvg = (text: string): boolean =>
  /^\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)/.test(text) && text.includes('<svg');

/** Whether keys belong to a field: its own copy and paste then go first. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

const fromBase64 = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
