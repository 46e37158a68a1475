/** Tells the words of a second start to the first; ends with 0 where there is one. */
import { connect } from 'node:net';

const [socket, words] = process.argv.slice(2);
const other = connect(socket ?? '');
other.on('error', () => process.exit(1));
other.on('data', () => process.exit(0));
other.write(`${words}\n`);
