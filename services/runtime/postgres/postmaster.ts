import { link, readFile, rename, rm } from 'node:fs/promises';
import type { Layout } from './layout.ts';
import { isAlive, isPostgres } from './processes.ts';

/** What a running server says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  /** On the loopback address; 0 before the server has written it. */
  readonly port: number;
  readonly status: 'starting' | 'ready' | 'stopping';
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Lines: process id, data directory, start time, port, socket folder, address, memory key, status. */
function parse(text: string): Postmaster {
  const lines = text.split('\n');
  const status = (lines[7] ?? '').trim();
  return {
    pid: Number(lines[0]),
    port: Number(lines[3] ?? 0),
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  };
}

/**
 * The server that runs on the cluster, or undefined. A file left by a server
 * that was killed names a process that is gone, or by now is something else;
 * PostgreSQL clears the first kind itself at its next start but takes the
 * second for a running server, so that one is put away here.
 */
export async function findPostmaster(layout: Layout): Promise<Postmaster | undefined> {
  const text = await readText(layout.postmasterFile);
  if (text === undefined) return undefined;
  const postmaster = parse(text);
  // An empty file is one that is just being written.
  if (!Number.isInteger(postmaster.pid) || postmaster.pid <= 0) return undefined;
  if (await isPostgres(postmaster.pid)) return postmaster;
  // Left in place when its process is gone: PostgreSQL reads there which memory
  // its killed predecessor's last processes may still be using.
  if (isAlive(postmaster.pid)) await putAway(layout, text);
  return undefined;
}

/** Moves the stale file out of the way; never one that a new server has written meanwhile. */
async function putAway(layout: Layout, stale: string): Promise<void> {
  const aside = `${layout.postmasterFile}.stale-${process.pid}`;
  try {
    await rename(layout.postmasterFile, aside);
    if ((await readText(aside)) !== stale) await link(aside, layout.postmasterFile);
  } catch (error) {
    // ENOENT: another process has put it away; EEXIST: a server has started.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
