/** The exit statuses that scripts rely on. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Done, but something is held or in conflict. */
  attention: 3,
  /** Not signed in, or refused. */
  refused: 4,
  /** The cloud cannot be reached. */
  unreachable: 5,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Readonly<Record<string, ExitStatus>> = {
  'wrong-usage': EXIT.usage,
  'insecure-transport': EXIT.usage,
  'file-missing': EXIT.usage,

  'sign-in-needed': EXIT.refused,
  'wrong-credentials': EXIT.refused,
  'code-needed': EXIT.refused,
  'account-locked': EXIT.refused,
  // It is we who refuse here: nothing is sent to a server that cannot prove who it is.
  'certificate-refused': EXIT.refused,
  'client-certificate-refused': EXIT.refused,
  'root-forbidden': EXIT.refused,
  forbidden: EXIT.refused,

  offline: EXIT.unreachable,
  'cut-off': EXIT.unreachable,
  'server-error': EXIT.unreachable,
  'rate-limited': EXIT.unreachable,
  'not-an-api-answer': EXIT.unreachable,
  'captive-portal': EXIT.unreachable,
  'proxy-refused': EXIT.unreachable,

  cancelled: EXIT.interrupted,
};

/** The exit status for a failure's code. */
export const exitStatusOf = (code: string): ExitStatus =>
  (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ?? EXIT.failed;
