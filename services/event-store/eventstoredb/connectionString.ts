/** One server, or one of a cluster. */
export type Endpoint = { readonly address: string; readonly port: number };

/** How to reach an EventStoreDB or KurrentDB. Holds a password: never to be logged. */
export type EventStoreDbSettings = {
  /** One: connected to directly. Several: asked for the cluster's leader. */
  readonly endpoints: readonly Endpoint[];
  /** The one endpoint is a DNS name behind which a cluster stands. */
  readonly discover: boolean;
  readonly tls: boolean;
  /** Path of a PEM file with the authority that signed the server's certificate. */
  readonly caFile?: string;
  readonly user?: { readonly name: string; readonly password: string };
};

export type ConnectionStringRead =
  | { readonly ok: true; readonly settings: EventStoreDbSettings }
  /** Says what is wrong and never repeats the text, which may hold a password. */
  | { readonly ok: false; readonly fault: string };

const DEFAULT_PORT = 2113;
const FORM =
  /^(?<scheme>esdb|kurrentdb)(?<discover>\+discover)?:\/\/(?:(?<user>.*)@)?(?<hosts>[^@/?]+)\/?(?:\?(?<query>.*))?$/;
const HOST = /^(?<address>\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::(?<port>\d{1,5}))?$/;
const EXAMPLE = 'esdb://user:password@host:2113?tls=true';

/** Keys as they are compared: case, `_` and `-` do not count. */
const plainKey = (key: string): string => key.replace(/[_-]/g, '').toLowerCase();

class Fault extends Error {}

const endpointOf = (text: string): Endpoint => {
  const { address, port } = HOST.exec(text.trim())?.groups ?? {};
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (address === undefined || number < 1 || number > 65_535) {
    throw new Fault('has a host that is not like host:2113');
  }
  return { address, port: number };
};

const userOf = (text: string): { readonly name: string; readonly password: string } => {
  const [name = '', password, ...rest] = text.split(':');
  if (name === '' || password === undefined || rest.length > 0) {
    throw new Fault(
      'has a user that is not like user:password@, with : and @ inside them written as %3A and %40',
    );
  }
  try {
    return { name: decodeURIComponent(name), password: decodeURIComponent(password) };
  } catch {
    throw new Fault('has a user or password with a % that is not a percent code; write it as %25');
  }
};

const booleanOf = (key: string, value: string): boolean => {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Fault(`has ${key} that is neither true nor false`);
};

const optionsOf = (query: string): { readonly tls: boolean; readonly caFile?: string } => {
  let tls = true;
  let caFile: string | undefined;
  for (const [key, value] of new URLSearchParams(query)) {
    switch (plainKey(key)) {
      case 'tls':
        tls = booleanOf('tls', value);
        break;
      case 'tlscafile':
        caFile = value;
        break;
      case 'tlsverifycert':
        // The client parses it and does nothing with it.
        if (!booleanOf('tlsVerifyCert', value)) {
          throw new Fault(
            'has tlsVerifyCert=false, which has no effect; name the authority with tlsCAFile instead',
          );
        }
        break;
      default:
        throw new Fault(`has ${key}, which is unknown; there are tls, tlsCAFile, tlsVerifyCert`);
    }
  }
  return caFile === undefined ? { tls } : { tls, caFile };
};

const settingsOf = (
  text: string,
  user: { readonly name?: string | undefined; readonly password?: string | undefined },
): EventStoreDbSettings => {
  const parts = FORM.exec(text.trim())?.groups;
  if (parts === undefined) throw new Fault(`must be like ${EXAMPLE} (or kurrentdb://…)`);
  const { discover, hosts = '', query = '' } = parts;
  const endpoints = hosts.split(',').map(endpointOf);
  if (discover !== undefined && endpoints.length > 1) {
    throw new Fault('has several hosts; with +discover it is one DNS name');
  }
  const options = optionsOf(query);
  const given =
    user.name !== undefined && user.password !== undefined
      ? { name: user.name, password: user.password }
      : parts.user === undefined
        ? undefined
        : userOf(parts.user);
  if (given !== undefined && !options.tls) {
    throw new Fault(
      'has a user but tls=false: a server without TLS asks for none, and a password is not sent in the clear',
    );
  }
  return {
    endpoints,
    discover: discover !== undefined,
    ...options,
    ...(given !== undefined && { user: given }),
  };
};

/**
 * Reads `esdb://` and `kurrentdb://` connection strings, with `+discover` for a
 * cluster behind one DNS name.
 *
 * @param user from the environment; it goes before one in the text
 */
export const readConnectionString = (
  text: string,
  user: { readonly name?: string | undefined; readonly password?: string | undefined } = {},
): ConnectionStringRead => {
  try {
    return { ok: true, settings: settingsOf(text, user) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, fault: error.message };
  }
};

/** The servers without user and password: what may be logged. */
export const hostsOf = ({ endpoints }: EventStoreDbSettings): string =>
  endpoints.map(({ address, port }) => `${address}:${port}`).join(', ');
