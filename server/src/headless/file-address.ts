/** Where a file is, from what a person copies out of the browser's address line. */

export interface FileAddress {
  readonly file: string;
  /** Of the relay's WebSocket. */
  readonly syncUrl: string;
  /** Of the link that the address is, where it is one. */
  readonly key?: string;
}

const PATH = /^\/(?:file|sync|api\/files)\/([0-9A-Za-z]{1,64})(?:\/document)?\/?$/;
const PROTOCOLS: Readonly<Record<string, string>> = { 'http:': 'ws:', 'https:': 'wss:', 'ws:': 'ws:', 'wss:': 'wss:' };

/** @returns undefined when this is no address of a file */
export function fileAddress(text: string): FileAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const [protocol, file] = [PROTOCOLS[url.protocol], PATH.exec(url.pathname)?.[1]];
  if (protocol === undefined || file === undefined) return undefined;
  const key = /^#key=([0-9A-Za-z_-]+)$/.exec(url.hash)?.[1];
  return { file, syncUrl: `${protocol}//${url.host}/sync/${file}`, ...(key !== undefined && { key }) };
}
