/** One question to the relay over HTTP, with its failures in words. */

/** Why a request came to nothing: `unreachable` without an answer, else the relay's own code. */
export class RequestError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Milliseconds without an answer after which the relay counts as unreachable. */
const TIMEOUT_MS = 15_000;

/** @param path below `/api` @returns the answer's JSON; undefined when it has none @throws RequestError */
export async function apiRequest(path: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    const headers = { 'content-type': 'application/json', ...(init.headers as Record<string, string> | undefined) };
    response = await fetch(`/api${path}`, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new RequestError('unreachable', 'The server cannot be reached.');
  }
  if (!response.ok) throw await failure(response);
  return response.status === 204 ? undefined : await response.json().catch(() => undefined);
}

async function failure(response: Response): Promise<RequestError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isRecord(body) && isRecord(body['error']) ? body['error'] : {};
  const { code, message } = error;
  if (typeof code === 'string' && typeof message === 'string') return new RequestError(code, message);
  // A proxy in front answers for a relay that is down.
  if (response.status >= 502) return new RequestError('unreachable', 'The server cannot be reached.');
  return new RequestError('failed', `The server answered with an error (${response.status}).`);
}
