-- The log of all events.
--
-- What every reader relies on: an event becomes visible only after every event
-- of a lower position. Positions are therefore given out by events.append
-- alone, under one lock for the whole log, which PostgreSQL releases after the
-- commit has become visible. "position > mine, in order of position" then never
-- misses an event. A sequence read outside such a lock loses events: its
-- numbers become visible in the order of commits, not in their own.

create schema if not exists events;

create table events.events (
  position    bigint      not null,
  -- "C": names are compared as bytes, so prefixes are ranges and no update of the
  -- system's locale can ever disorder the index.
  stream      text        collate "C" not null,
  revision    bigint      not null,
  id          uuid        not null,
  type        text        collate "C" not null,
  -- json, not jsonb: the text stays as it was written, key order included.
  data        json        not null,
  metadata    json        not null,
  -- Length of both texts, so that a reader can bound a batch before it fetches it.
  bytes       integer     not null,
  -- When the store took it, ms since the epoch, as readers want it.
  recorded_at_ms bigint   not null,
  constraint events_pkey primary key (position),
  constraint events_stream_revision_key unique (stream, revision)
);

comment on table events.events is
  'Written by events.append alone; rows are never changed and never removed.';

create function events.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Events are facts: % of events.events is refused', tg_op
    using errcode = 'insufficient_privilege';
end
$$;

create trigger events_are_kept
  before update or delete or truncate on events.events
  for each statement execute function events.refuse_change();

-- Takes many independent appends in one transaction, as if one after the other
-- in the order given, each with its own end: a conflict is a value here, never
-- an exception, so it cannot fail a neighbour.
--
--   streams          names of streams, each once
--   append_stream    per append: index in streams, from 1
--   append_expected  per append: revision of the last event; -1 no stream, -2 any, -3 stream exists
--   append_end       per append: index of its last event; the next append's events follow
--   event_append     per event: index of its append
--   ids, types       per event
--   data, metadata   per event, one JSON text a line (JSON text needs no line feed)
--
-- All indexes count from 1. Returns per append: if written, or already there
-- under the same ids, revision and position of its last event; if refused, the
-- stream's revision (-1 none) and position 0.
create function events.append(
  streams text[],
  append_stream integer[],
  append_expected bigint[],
  append_end integer[],
  event_append integer[],
  ids uuid[],
  types text[],
  data text,
  metadata text,
  out revisions bigint[],
  out positions bigint[]
)
language plpgsql volatile
set lock_timeout = '10s'
-- A plan made for one call's arrays would be a copy of them.
set plan_cache_mode = 'force_generic_plan'
as $$
declare
  no_stream     constant bigint := -1;
  anything      constant bigint := -2;
  stream_exists constant bigint := -3;
  -- How far back an append without an expected revision looks for its own ids.
  look_back     constant bigint := 1000;
  appends       constant integer := cardinality(append_stream);
  data_texts     text[] := string_to_array(data, E'\n');
  metadata_texts text[] := string_to_array(metadata, E'\n');
  -- Per stream: the revision that it is at, this call's accepted appends included.
  at_revision bigint[];
  -- Appends without an expected revision that may be repetitions.
  suspected   bigint[] := '{}';
  accepted    boolean[] := array_fill(false, array[appends]);
  -- Events before this one are inserted, or refused.
  pending     integer := 1;
  -- Position of the last event accepted.
  head         bigint;
  before       integer := 0;
  stream_index integer;
  expected     bigint;
  actual       bigint;
  size         integer;
  doubtful     boolean;
  known        boolean;
  complete     boolean;
  there_at     bigint;
  there_position bigint;
  recorded_at_ms bigint;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'events.append needs READ COMMITTED: any other level sees the log as it was before the lock';
  end if;

  -- A statement of its own: the next one must take its snapshot after the wait.
  perform pg_advisory_xact_lock(7236270801);

  recorded_at_ms := date_part('epoch', clock_timestamp()) * 1000;
  select coalesce(max(e.position), 0) into head from events.events e;

  select array_agg(
           coalesce(
             (select e.revision from events.events e
               where e.stream = s.name order by e.revision desc limit 1),
             no_stream)
           order by s.index)
    into at_revision
    from unnest(streams) with ordinality s(name, index);

  -- Whose first id was seen lately in its stream, or comes twice in this call.
  if append_expected && array[anything, stream_exists] then
    with appending as (
      select a.append, a.stream, a.expected,
             ids[coalesce(lag(a.last_event) over (order by a.append), 0) + 1] as id
        from unnest(append_stream, append_expected, append_end)
             with ordinality a(stream, expected, last_event, append)
    ), recent as (
      select s.stream, e.id
        from (select distinct a.stream from appending a where a.expected < no_stream) s
        join events.events e
          on e.stream = streams[s.stream]
         and e.revision > at_revision[s.stream] - look_back
    )
    select coalesce(array_agg(f.append), '{}') into suspected
      from (
        select a.*, count(*) over (partition by a.stream, a.id) as times from appending a
      ) f
     where f.expected < no_stream
       and (f.times > 1 or (f.stream, f.id) in (select r.stream, r.id from recent r));
  end if;

  revisions := array_fill(0::bigint, array[appends]);
  positions := array_fill(0::bigint, array[appends]);

  -- One round more than there are appends, to insert what is pending at the end.
  for n in 1 .. appends + 1 loop
    stream_index := append_stream[n];
    expected := append_expected[n];
    actual := at_revision[stream_index];
    size := append_end[n] - before;
    doubtful := (expected < actual and expected >= no_stream) or n = any (suspected);
    known := false;

    -- A doubtful append is compared with all that came before it, this call's events too.
    if pending <= before and (doubtful or n > appends) then
      insert into events.events
        (position, stream, revision, id, type, data, metadata, bytes, recorded_at_ms)
      select positions[e.append] - append_end[e.append] + e.index,
             streams[append_stream[e.append]],
             revisions[e.append] - append_end[e.append] + e.index,
             ids[e.index], types[e.index],
             data_texts[e.index]::json, metadata_texts[e.index]::json,
             octet_length(data_texts[e.index]) + octet_length(metadata_texts[e.index]),
             recorded_at_ms
        from (select i as index, event_append[i] as append
                from generate_series(pending, before) i) e
       where accepted[e.append];
      pending := before + 1;
    end if;
    exit when n > appends;

    if doubtful and expected >= no_stream then
      -- The ids at expected + 1, expected + 2, … must be these, all of them.
      select max(e.revision), max(e.position), count(*) = size, true
        into there_at, there_position, complete, known
        from generate_series(1, size) place
        join events.events e
          on e.stream = streams[stream_index]
         and e.revision = expected + place
         and e.id = ids[before + place];
    elsif doubtful then
      -- Each id where it stands in the stream; an unknown first one makes it a new append.
      select max(e.revision), max(e.position),
             count(e.id) = size, bool_or(e.id is not null) filter (where place = 1)
        into there_at, there_position, complete, known
        from generate_series(1, size) place
        left join lateral (
          select x.id, x.revision, x.position from events.events x
           where x.stream = streams[stream_index] and x.id = ids[before + place]
           order by x.revision desc limit 1
        ) e on true;
    end if;

    if known and complete then
      revisions[n] := there_at;
      positions[n] := there_position;
    elsif known or expected > actual or (expected = stream_exists and actual = no_stream) then
      revisions[n] := actual;
    else
      head := head + size;
      revisions[n] := actual + size;
      positions[n] := head;
      at_revision[stream_index] := actual + size;
      accepted[n] := true;
    end if;
    before := append_end[n];
  end loop;

  -- A wake-up for subscribers on other connections; what is new they read themselves.
  perform pg_notify('chobo_events', '');
end
$$;
