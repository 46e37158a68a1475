/** The stand-in's command line. */
import { parseArgs } from 'node:util';
import type { HashMode } from './hashes.ts';

export const HELP = `The stand-in for Leitz Cloud: the whole API over HTTPS, for demos and tests.

  npm run cloud -- --data DIR [OPTION]...

  --data DIR        keeps everything there: metadata, bytes, certificates, tokens. Made if missing.
  --port N          the port on 127.0.0.1; a free one by default
  --hash MODE       what a folder's hash covers: "subtree" (default) or "level"
  --faults FILE     a fault plan (JSON): see test/cloud/README.md
  --seed N          passwords follow from it in a new folder; default 1
  --people N        how many people a new folder gets; default 4, at least 2
  --sample          fills a new folder's first root and team shares with believable content
  --separate-ids    files and folders count their ids apart, so that they can have the same
  --token-seconds N how long an access token lives; default 3600
  --help            this text

Once it serves, it prints one line of JSON: its address, its CA's certificate, the people with their passwords (and two-step code
where one has it), the team shares. It ends with Ctrl-C or SIGTERM and goes on from the same folder the next time.

Signing in and looking around by hand:

  curl --cacert DIR/ca.pem URL/api/2/version
  curl --cacert DIR/ca.pem URL/oauth/token -d grant_type=password -d client_id=anchor \\
       -d username=anna.schmidt@musterfirma.example -d password=PASSWORD
  curl --cacert DIR/ca.pem -H "Authorization: Bearer TOKEN" "URL/api/2/files/1?include_children=true"

More in test/cloud/README.md.
`;

export interface MainOptions {
  readonly data: string;
  readonly port: number;
  readonly hash: HashMode;
  readonly faultsFile: string | undefined;
  readonly seed: number;
  readonly people: number;
  readonly sample: boolean;
  readonly separateIds: boolean;
  readonly tokenSeconds: number;
}

export class UsageError extends Error {}

function count(name: string, value: string, lowest: number, highest: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < lowest || number > highest)
    throw new UsageError(`--${name} takes a whole number from ${lowest} to ${highest}, not "${value}".`);
  return number;
}

/** `help`, or the checked options. Throws UsageError with a sentence. */
export function readOptions(argv: readonly string[]): MainOptions | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  let values: ReturnType<typeof parse>['values'];
  const parse = () =>
    parseArgs({
      args: [...argv],
      options: {
        data: text,
        port: { ...text, default: '0' },
        hash: { ...text, default: 'subtree' },
        faults: text,
        seed: { ...text, default: '1' },
        people: { ...text, default: '4' },
        sample: flag,
        'separate-ids': flag,
        'token-seconds': { ...text, default: '3600' },
        help: flag,
      },
    });
  try {
    values = parse().values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return 'help';
  if (values.data === undefined) throw new UsageError('--data DIR is missing: the folder that keeps the cloud.');
  if (values.hash !== 'level' && values.hash !== 'subtree')
    throw new UsageError(`--hash takes "level" or "subtree", not "${values.hash}".`);
  return {
    data: values.data,
    port: count('port', values.port, 0, 65_535),
    hash: values.hash,
    faultsFile: values.faults,
    seed: count('seed', values.seed, 0, 2 ** 31),
    people: count('people', values.people, 2, 1000),
    sample: values.sample,
    separateIds: values['separate-ids'],
    tokenSeconds: count('token-seconds', values['token-seconds'], 1, 86_400),
  };
}
