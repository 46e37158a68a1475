/**
 * One port, two languages: a connection that opens with a TLS record goes to the HTTPS server, anything else to a server that refuses
 * plain HTTP with the reference's error.
 */
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createNetServer, type Socket } from 'node:net';
import type { Certificates } from './certificates.ts';

const TLS_HANDSHAKE = 0x16;
const REFUSAL = JSON.stringify({
  error: 'insecure_transport',
  error_description: 'Requests MUST utilize https.',
});

const refuse: RequestListener = (_request, response) => {
  response.writeHead(400, { 'content-type': 'application/json; charset=utf-8', connection: 'close' }).end(REFUSAL);
};

export interface FrontDoor {
  /** Gives the port. `port` 0 takes a free one. */
  listen(port: number): Promise<number>;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** The HTTPS server that fastify works on. It never listens itself: the front door hands it its connections. */
export function makeHttpsServer(certificates: Certificates, listener: RequestListener): HttpsServer {
  const server = createHttpsServer(
    {
      cert: `${certificates.certificatePem}\n${certificates.caPem}`,
      key: certificates.keyPem,
      keepAliveTimeout: 65_000,
    },
    listener,
  );
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  return server;
}

export function openFrontDoor(https: HttpsServer): FrontDoor {
  const plain = createPlainServer(refuse);
  const open = new Set<Socket>();
  const door = createNetServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A client that resets its connection is an ordinary event here.
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? https : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        door.once('error', reject);
        door.listen(port, '127.0.0.1', () => {
          const address = door.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
