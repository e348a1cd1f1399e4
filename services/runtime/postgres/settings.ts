import os from 'node:os';

/** Names and values of `postgresql.conf`. */
export type Settings = Readonly<Record<string, string>>;

const MiB = 1024 * 1024;

/**
 * Settings for the back office of one company on one machine: durable, sized
 * for imports and matching of a million rows, modest where memory is short.
 */
export function productSettings(memoryBytes = os.totalmem()): Settings {
  const sharedBuffersMiB = Math.min(256, Math.max(64, Math.floor(memoryBytes / MiB / 8)));
  const workMemMiB = memoryBytes >= 4096 * MiB ? 64 : 16;
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'on',
    min_wal_size: '128MB',
    max_wal_size: '3GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    shared_buffers: `${sharedBuffersMiB}MB`,
    work_mem: `${workMemMiB}MB`,
    maintenance_work_mem: `${workMemMiB * 4}MB`,
    max_connections: '100',
    // Statements here are short or set-based over plain columns: compiling them costs more than it saves.
    jit: 'off',
    random_page_cost: '1.1',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    // One file per weekday, the old week's overwritten: a week of log and no more.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgres-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // "terse" leaves out the values of rows that a message would quote.
    log_error_verbosity: 'terse',
  };
}

/** The same server for tests: nothing survives a power cut, and nothing has to. */
export function testSettings(): Settings {
  return {
    ...productSettings(),
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
}

/** Text of a configuration file. */
export function settingsFile(settings: Settings): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  );
  return [
    '# Written anew by Chobo at every start. Your own settings belong at the end of postgresql.conf.',
    ...lines,
    '',
  ].join('\n');
}
