import { once } from 'node:events';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import grpc from '@grpc/grpc-js';
import type {
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from '@grpc/grpc-js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import type { ExpectedRevision } from '../port.ts';
import { appendToModel } from '../contract/model.ts';
import type { EventStoreDbSettings } from './connectionString.ts';

type AppendRequest = InstanceType<typeof streamsPb.BatchAppendReq>;
type AppendResponse = InstanceType<typeof streamsPb.BatchAppendResp>;
type ReadRequest = InstanceType<typeof streamsPb.ReadReq>;
type ReadResponse = InstanceType<typeof streamsPb.ReadResp>;
type Message = InstanceType<typeof streamsPb.BatchAppendReq.ProposedMessage>;

type Kept = {
  readonly stream: string;
  readonly revision: number;
  readonly place: number;
  readonly message: Message;
};

/** What the double does with an append: as a server would, or as a healthy one never does. */
export type AppendManner =
  | 'answer'
  /** Nothing is written, nothing said. */
  | 'ignore'
  /** Written, but nothing said. */
  | 'write in silence'
  /** Written, then the connection goes before a word is said. */
  | 'write and die'
  /** The connection goes before anything is written. */
  | 'die'
  | 'too large'
  | 'not ready'
  | 'access denied';

/** What it does with a reading or a subscription. */
export type ReadManner = 'answer' | 'silence' | 'end without a word' | 'not leader';

/** How it behaves; a test changes it as it goes. */
export type Manners = {
  /** Asked for each append, by its number from 0. */
  append: (count: number) => AppendManner;
  /** Asked for each reading, by its number from 0. */
  read: (count: number) => ReadManner;
  /** Whether it says what it can do. */
  features: boolean;
  /** Where it says the leader is, when it is not. */
  leader: { readonly address: string; readonly port: number };
};

/** A stand-in for a server, on the wire. */
export type WireDouble = {
  readonly settings: EventStoreDbSettings;
  readonly manners: Manners;
  readonly kept: () => readonly Kept[];
  readonly appendRequests: () => number;
  readonly readRequests: () => number;
  /** Calls for reading that are open now. */
  readonly openReads: () => number;
  /** What readings said of who they are: `user:password`. */
  readonly logins: Set<string>;
  /** Events written to the wire for readers so far. */
  readonly sent: () => number;
  /** Ends all open readings without an error. */
  readonly endReads: () => void;
  /** Breaks all connections; the double goes on listening. */
  readonly cutOff: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const PLACE = 100;
const TICKS = 10_000n;
const UNKNOWN_CODE = 2 as never;
const BACKWARDS = 1;

const statusOf = (name: string, details: { serializeBinary: () => Uint8Array }, text = name) => {
  const status = new statusPb.Status();
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  status.setCode(UNKNOWN_CODE);
  status.setMessage(text);
  status.setDetails(any);
  return status;
};

const identifier = (stream: string) => {
  const id = new sharedPb.StreamIdentifier();
  id.setStreamName(Buffer.from(stream).toString('base64'));
  return id;
};

const nameIn = (id: { getStreamName_asU8: () => Uint8Array } | undefined): string =>
  Buffer.from(id?.getStreamName_asU8() ?? []).toString('utf8');

/**
 * A DOUBLE of an EventStoreDB server: a few of its calls on the client's own
 * generated services, over an array in memory. It shows what a healthy server
 * cannot – silence, death in mid-append, an end without an error – and so
 * proves the guards of the adapter. It proves nothing of the server.
 */
export const startWireDouble = async (
  given: Partial<Manners> = {},
  tls?: { readonly key: string; readonly certificate: string },
): Promise<WireDouble> => {
  const manners: Manners = {
    append: () => 'answer',
    read: () => 'answer',
    features: true,
    leader: { address: '127.0.0.1', port: 1 },
    ...given,
  };
  const log: Kept[] = [];
  const streams = new Map<string, Kept[]>();
  const reads = new Set<ServerWritableStream<ReadRequest, ReadResponse>>();
  const watchers = new Set<() => void>();
  const logins = new Set<string>();
  let appendRequests = 0;
  let readRequests = 0;
  let sent = 0;
  let port = 0;
  let server: grpc.Server;

  const expectedOf = (options: ReturnType<AppendRequest['getOptions']>): ExpectedRevision => {
    if (options?.hasNoStream() === true) return 'no_stream';
    if (options?.hasAny() === true) return 'any';
    if (options?.hasStreamExists() === true) return 'stream_exists';
    return BigInt(options?.getStreamPosition() ?? 0);
  };

  const write = (request: AppendRequest, messages: readonly Message[]): AppendResponse => {
    const stream = nameIn(request.getOptions()?.getStreamIdentifier());
    const own = streams.get(stream) ?? [];
    const ids = own.map(({ message }) => message.getId()?.getString() ?? '');
    const before = ids.length;
    const outcome = appendToModel(ids, {
      stream,
      expectedRevision: expectedOf(request.getOptions()),
      events: messages.map((message) => ({
        id: message.getId()?.getString() ?? '',
        type: '',
        data: null,
        metadata: undefined as never,
      })),
    });
    const response = new streamsPb.BatchAppendResp();
    response.setCorrelationId(request.getCorrelationId());
    response.setStreamIdentifier(identifier(stream));
    if (!outcome.ok) {
      const conflict = new sharedPb.WrongExpectedVersion();
      if (outcome.actual !== 'no_stream') {
        conflict.setCurrentStreamRevision(String(outcome.actual));
      }
      response.setError(statusOf('WrongExpectedVersion', conflict));
      return response;
    }
    for (const [index, message] of messages.slice(0, ids.length - before).entries()) {
      const place = (log.length + 1) * PLACE;
      const kept: Kept = { stream, revision: before + index, place, message };
      log.push(kept);
      own.push(kept);
      streams.set(stream, own);
    }
    const last = own[outcome.revision];
    const success = new streamsPb.BatchAppendResp.Success();
    success.setCurrentRevision(String(outcome.revision));
    const position = new sharedPb.AllStreamPosition();
    position.setCommitPosition(String(last?.place ?? 0));
    position.setPreparePosition(String(last?.place ?? 0));
    success.setPosition(position);
    response.setSuccess(success);
    for (const watcher of watchers) watcher();
    return response;
  };

  const refusal = (request: AppendRequest, manner: AppendManner): AppendResponse => {
    const response = new streamsPb.BatchAppendResp();
    response.setCorrelationId(request.getCorrelationId());
    response.setStreamIdentifier(request.getOptions()?.getStreamIdentifier());
    if (manner === 'too large') {
      const details = new sharedPb.MaximumAppendSizeExceeded();
      details.setMaxappendsize(1_000);
      response.setError(statusOf('MaximumAppendSizeExceeded', details));
    } else if (manner === 'access denied') {
      response.setError(statusOf('AccessDenied', new sharedPb.AccessDenied()));
    } else {
      response.setError(statusOf('ServerNotReady', new sharedPb.Unknown(), 'Server Is Not Ready'));
    }
    return response;
  };

  const batchAppend = (call: ServerDuplexStream<AppendRequest, AppendResponse>): void => {
    let first: AppendRequest | undefined;
    let messages: Message[] = [];
    call.on('error', () => undefined);
    call.on('data', (request: AppendRequest) => {
      first ??= request;
      messages.push(...request.getProposedMessagesList());
      if (!request.getIsFinal()) return;
      const [whole, events] = [first, messages];
      first = undefined;
      messages = [];
      const manner = manners.append(appendRequests);
      appendRequests += 1;
      switch (manner) {
        case 'answer':
          call.write(write(whole, events));
          break;
        case 'ignore':
          break;
        case 'write in silence':
          write(whole, events);
          break;
        case 'write and die':
          write(whole, events);
          void cutOff();
          break;
        case 'die':
          void cutOff();
          break;
        default:
          call.write(refusal(whole, manner));
      }
    });
    call.on('end', () => call.end());
  };

  const eventOf = (kept: Kept): ReadResponse => {
    const recorded = new streamsPb.ReadResp.ReadEvent.RecordedEvent();
    const id = new sharedPb.UUID();
    id.setString(kept.message.getId()?.getString() ?? '');
    recorded.setId(id);
    recorded.setStreamIdentifier(identifier(kept.stream));
    recorded.setStreamRevision(String(kept.revision));
    recorded.setCommitPosition(String(kept.place));
    recorded.setPreparePosition(String(kept.place));
    for (const key of ['type', 'content-type']) {
      recorded.getMetadataMap().set(key, kept.message.getMetadataMap().get(key) ?? '');
    }
    recorded.getMetadataMap().set('created', String(BigInt(Date.now()) * TICKS));
    recorded.setData(kept.message.getData());
    recorded.setCustomMetadata(kept.message.getCustomMetadata());
    const event = new streamsPb.ReadResp.ReadEvent();
    event.setEvent(recorded);
    const response = new streamsPb.ReadResp();
    response.setEvent(event);
    return response;
  };

  const fail = (call: ServerWritableStream<ReadRequest, ReadResponse>, name: string): void => {
    const metadata = new grpc.Metadata();
    metadata.set('exception', name);
    metadata.set('leader-endpoint-host', manners.leader.address);
    metadata.set('leader-endpoint-port', String(manners.leader.port));
    call.emit('error', { code: grpc.status.NOT_FOUND, details: name, metadata });
  };

  const read = async (call: ServerWritableStream<ReadRequest, ReadResponse>): Promise<void> => {
    const manner = manners.read(readRequests);
    readRequests += 1;
    for (const login of call.metadata.get('authorization')) {
      logins.add(Buffer.from(String(login).slice('Basic '.length), 'base64').toString('utf8'));
    }
    reads.add(call);
    call.on('cancelled', () => reads.delete(call));
    call.on('close', () => reads.delete(call));
    if (manner === 'not leader') {
      fail(call, 'not-leader');
      return;
    }
    if (manner === 'silence') return;
    const options = call.request.getOptions();
    const say = async (response: ReadResponse): Promise<void> => {
      if (call.cancelled) return;
      if (response.hasEvent()) sent += 1;
      if (call.write(response)) return;
      const heard = new AbortController();
      const { signal } = heard;
      await Promise.race([
        once(call, 'drain', { signal }),
        once(call, 'cancelled', { signal }),
      ]).finally(() => heard.abort());
    };
    if (options?.hasSubscription() !== true) {
      const backwards = Number(options?.getReadDirection()) === BACKWARDS;
      const stream = options?.hasStream() === true;
      const name = nameIn(options?.getStream()?.getStreamIdentifier());
      const own = stream ? (streams.get(name) ?? []) : log;
      if (stream && own.length === 0) {
        const missing = new streamsPb.ReadResp.StreamNotFound();
        missing.setStreamIdentifier(identifier(name));
        const response = new streamsPb.ReadResp();
        response.setStreamNotFound(missing);
        await say(response);
      }
      const count = Number(options?.getCount() ?? 0);
      const from = options?.getStream()?.getRevision() ?? '';
      const asked =
        from === '' || from === '0'
          ? own
          : own.filter(({ revision }) =>
              backwards ? revision <= Number(from) : revision >= Number(from),
            );
      const ordered = backwards ? asked.toReversed() : asked;
      for (const kept of ordered.slice(0, count)) await say(eventOf(kept));
      if (!call.cancelled) call.end();
      return;
    }
    const confirmed = new streamsPb.ReadResp();
    const confirmation = new streamsPb.ReadResp.SubscriptionConfirmation();
    confirmation.setSubscriptionId('double');
    confirmed.setConfirmation(confirmation);
    await say(confirmed);
    if (manner === 'end without a word') {
      call.end();
      return;
    }
    let place = Number(options.getAll()?.getPosition()?.getCommitPosition() ?? -1);
    let wake: () => void = () => undefined;
    const watcher = (): void => wake();
    watchers.add(watcher);
    call.on('cancelled', watcher);
    for (let live = false; !call.cancelled && reads.has(call);) {
      const next = log[Math.max(0, Math.floor(place / PLACE))];
      if (next !== undefined) {
        place = next.place;
        await say(eventOf(next));
        continue;
      }
      if (!live) {
        const caughtUp = new streamsPb.ReadResp();
        caughtUp.setCaughtUp(new streamsPb.ReadResp.CaughtUp());
        await say(caughtUp);
        live = true;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    watchers.delete(watcher);
  };

  const features = (
    _call: ServerUnaryCall<unknown, InstanceType<typeof featuresPb.SupportedMethods>>,
    answer: sendUnaryData<InstanceType<typeof featuresPb.SupportedMethods>>,
  ): void => {
    if (!manners.features) return;
    const methods = new featuresPb.SupportedMethods();
    methods.setEventStoreServerVersion('0.0.0-double');
    const method = new featuresPb.SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName('batchappend');
    methods.addMethods(method);
    answer(null, methods);
  };

  /** As the leader of a cluster of which nobody else is left. */
  const gossip = (
    _call: ServerUnaryCall<unknown, InstanceType<typeof gossipPb.ClusterInfo>>,
    answer: sendUnaryData<InstanceType<typeof gossipPb.ClusterInfo>>,
  ): void => {
    const endpoint = new gossipPb.EndPoint();
    endpoint.setAddress('localhost');
    endpoint.setPort(port);
    const id = new sharedPb.UUID();
    id.setString('00000000-0000-4000-8000-000000000001');
    const member = new gossipPb.MemberInfo();
    member.setInstanceId(id);
    member.setState(gossipPb.MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(endpoint);
    const cluster = new gossipPb.ClusterInfo();
    cluster.addMembers(member);
    answer(null, cluster);
  };

  const listen = async (): Promise<void> => {
    server = new grpc.Server();
    server.addService(streamsGrpc.StreamsService, {
      batchAppend,
      read: (call: ServerWritableStream<ReadRequest, ReadResponse>) => {
        call.on('error', () => undefined);
        void read(call).catch(() => undefined);
      },
    });
    server.addService(featuresGrpc.ServerFeaturesService, {
      getSupportedMethods: features,
    });
    server.addService(gossipGrpc.GossipService, { read: gossip });
    port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(
        `localhost:${port}`,
        tls === undefined
          ? grpc.ServerCredentials.createInsecure()
          : grpc.ServerCredentials.createSsl(null, [
              { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
            ]),
        (error, bound) => (error === null ? resolve(bound) : reject(error)),
      );
    });
  };

  const cutOff = async (): Promise<void> => {
    server.forceShutdown();
    reads.clear();
    for (const watcher of watchers) watcher();
    await listen();
  };

  await listen();
  return {
    settings: {
      endpoints: [{ address: 'localhost', port }],
      discover: false,
      tls: tls !== undefined,
    },
    logins,
    manners,
    kept: () => log,
    appendRequests: () => appendRequests,
    readRequests: () => readRequests,
    openReads: () => reads.size,
    sent: () => sent,
    endReads: () => {
      for (const call of reads) call.end();
      reads.clear();
      for (const watcher of watchers) watcher();
    },
    cutOff,
    stop: () => {
      server.forceShutdown();
      for (const watcher of watchers) watcher();
      return Promise.resolve();
    },
  };
};
