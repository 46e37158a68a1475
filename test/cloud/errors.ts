/** Every error the stand-in cloud can answer, by its status, code and description. */

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly description: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, description?: string, headers: Readonly<Record<string, string>> = {}) {
    super(description ?? code);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.description = description;
    this.headers = headers;
  }
}

/** The errors of the reference [seed] and, from `locked` on, those we reconstructed [ours]. */
export const errors = {
  invalidRequest: () => new ApiError(400, 'invalid_request'),
  missingParameter: (name: string) => new ApiError(400, 'invalid_request', `Missing required parameter: ${name}`),
  invalidValue: (name: string) => new ApiError(400, 'invalid_request', `Invalid value for parameter: ${name}`),
  invalidDate: () =>
    new ApiError(400, 'invalid_date_format', 'Invalid date format. The expected format is: YYYY-MM-DD'),
  invalidDateTime: () =>
    new ApiError(
      400,
      'invalid_datetime_format',
      'Invalid datetime format. The expected format is: YYYY-MM-DDTHH:MM:SS',
    ),
  invalidName: () => new ApiError(400, 'invalid_name'),
  accessDenied: () => new ApiError(401, 'access_denied', undefined, { 'www-authenticate': 'Bearer' }),
  forbidden: (description?: string) => new ApiError(403, 'forbidden', description),
  notFound: () => new ApiError(404, 'not_found'),
  methodNotAllowed: (allow: string) => new ApiError(405, 'method_not_allowed', undefined, { allow }),
  nameConflict: () => new ApiError(409, 'name_conflict'),
  conflict: (description: string) => new ApiError(409, 'conflict', description),
  gone: () => new ApiError(410, 'gone'),
  unknown: () => new ApiError(500, 'unknown'),
  locked: () => new ApiError(403, 'locked', 'The object is locked by another person.'),
  quotaExceeded: () => new ApiError(403, 'quota_exceeded', 'The space quota is used up.'),
  fileTooLarge: () => new ApiError(400, 'file_too_large', 'The file is larger than the organization allows.'),
  excludedExtension: () =>
    new ApiError(400, 'excluded_extension', 'The organization does not allow files with this extension.'),
  rateLimited: (seconds: number) =>
    new ApiError(429, 'rate_limited', 'Too many requests.', { 'retry-after': String(seconds) }),
} as const;

/** RFC 6749 errors of the token endpoint, with the descriptions seen in the live service [client]. */
export const oauthErrors = {
  invalidCredentials: () => new ApiError(400, 'invalid_grant', 'Invalid credentials given.'),
  invalidCode: () => new ApiError(400, 'invalid_grant', 'Invalid authentication code.'),
  lockedOut: () =>
    new ApiError(400, 'invalid_grant', 'Account temporarily locked due to repeated failed login attempts.'),
  invalidGrant: () => new ApiError(400, 'invalid_grant', 'The grant is invalid, expired or revoked.'),
  invalidClient: () => new ApiError(401, 'invalid_client', 'Client authentication failed.'),
  unsupportedGrant: () => new ApiError(400, 'unsupported_grant_type'),
  unsupportedResponse: () => new ApiError(400, 'unsupported_response_type'),
} as const;
