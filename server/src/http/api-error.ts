import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What a request is answered with when it will not do: a status, a code for programs and words for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  /** In how many seconds it is worth to ask again. */
  readonly retryAfterS: number | undefined;

  constructor(status: ContentfulStatusCode, code: string, message: string, retryAfterS?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

export const noSuchFile = (): ApiError => new ApiError(404, 'no-such-file', 'There is no such file.');

export const tooMany = (retryAfterS: number, message: string): ApiError =>
  new ApiError(429, 'too-many-requests', message, retryAfterS);
