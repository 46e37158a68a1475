/** What we are willing to wait for and to hold in memory. Bytes and milliseconds. */

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * The longest JSON answer that is read. A child of a listing takes about 300 bytes, so this is some 220,000 children in
 * one folder; an answer is in memory twice while it is read. A longer one is `not-an-api-answer`.
 */
export const JSON_LIMIT = 64 * MIB;
/** An answer that is no listing: a person, a token, one page of a list. */
export const SMALL_JSON_LIMIT = 8 * MIB;
/**
 * The most values in one JSON answer, counted by its commas and brackets before it is parsed: a few bytes of text can
 * become a hundred of memory. The longest listing has some 16 a child.
 */
export const JSON_VALUES_LIMIT = 6_000_000;
/** The most items of one list over all its pages. */
export const ITEMS_LIMIT = 1_000_000;
/** Nobody needs more of an error's body than its two fields. */
export const ERROR_LIMIT = 64 * KIB;
/** A file up to this size is sent in one piece together with the form's fields around it. */
export const ONE_PIECE_LIMIT = MIB;

/** Without a byte in either direction for so long a request counts as cut off. */
export const IDLE_MS = 60_000;
/** `modified_since` can be slow on big roots [client], and a big upload is moved into place over there at its end. */
export const SLOW_IDLE_MS = 180_000;
/** Signing out must not hang on a cloud that does not answer. */
export const REVOKE_IDLE_MS = 10_000;

/** However long a server asks us to wait (Retry-After), we look again after this at the latest. */
export const RETRY_AFTER_LIMIT_MS = 3_600_000;
/** Pages of a list that are read at most, so that a list that never ends does not hold us for ever. */
export const PAGES_LIMIT = 10_000;
/** A streamed upload starts only with an access token that is good for this long, or for half of its life. */
export const TRANSFER_TOKEN_MS = 600_000;
