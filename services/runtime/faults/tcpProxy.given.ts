import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Stands between Chobo and a server, which it makes be gone without touching it. */
export type TcpProxy = {
  readonly port: number;
  /** Cuts every connection, and each new one at once, as when nothing listens any more. */
  readonly cut: () => void;
  /** Keeps every connection and passes nothing on, as when the network between has gone. */
  readonly silence: () => void;
  /** Lets new connections through again; what was silent is cut. */
  readonly restore: () => void;
  readonly close: () => Promise<void>;
};

/** Opens a proxy on a free port of the loopback address. */
export const openTcpProxy = async (target: {
  readonly host: string;
  readonly port: number;
}): Promise<TcpProxy> => {
  const open = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';

  const cutAll = (): void => {
    for (const socket of open) socket.resetAndDestroy();
    open.clear();
  };
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Told by the close that follows it.
    socket.on('error', () => undefined);
  };
  const server = createServer((near) => {
    keep(near);
    if (state === 'cut') {
      near.resetAndDestroy();
      return;
    }
    if (state === 'silent') {
      near.pause();
      return;
    }
    const far = connect(target);
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      state = 'cut';
      cutAll();
    },
    silence: () => {
      state = 'silent';
      for (const socket of open) {
        socket.unpipe();
        socket.pause();
      }
    },
    restore: () => {
      if (state === 'silent') cutAll();
      state = 'open';
    },
    close: async () => {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
};
