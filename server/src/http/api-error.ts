import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What a request is answered with when it will not do: a status, a code for programs and words for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(status: ContentfulStatusCode, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const noSuchFile = (): ApiError => new ApiError(404, 'no-such-file', 'There is no such file.');
