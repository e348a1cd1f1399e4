import path from 'node:path';

/** Where things of the embedded PostgreSQL lie below the data directory. */
export interface Layout {
  /** Everything of ours; made in one piece, entered by Chobo's user only. */
  readonly home: string;
  /** PGDATA. */
  readonly cluster: string;
  /** The database superuser's password, 0600. */
  readonly passwordFile: string;
  /** Written by the server, beside its data, while it runs. */
  readonly postmasterFile: string;
  /** The server's own log files, one per weekday. */
  readonly logs: string;
}

export function layoutOf(dataDirectory: string): Layout {
  const home = path.join(path.resolve(dataDirectory), 'postgres');
  return layoutAt(home);
}

/** The layout of a home that still has another name, as while it is being made. */
export function layoutAt(home: string): Layout {
  const cluster = path.join(home, 'cluster');
  return {
    home,
    cluster,
    passwordFile: path.join(home, 'password'),
    postmasterFile: path.join(cluster, 'postmaster.pid'),
    logs: path.join(cluster, 'log'),
  };
}
